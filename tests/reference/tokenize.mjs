// Tokens of texts by Hugging Face's own tokenizers, the references of the tokenizer tests.
// node tokenize.mjs native|script <module> <tokenizer.json> < texts.json > answers.json
// "native" is the Rust implementation (npm's tokenizers), "script" the one in JavaScript (npm's @huggingface/tokenizers).
// An answer holds ids (no special tokens added), special (added), text (decoded) and plain (decoded without special tokens).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [kind, module, file] = process.argv.slice(2);
const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
const json = fs.readFileSync(file, 'utf8');

async function native() {
  const { Tokenizer } = createRequire(import.meta.url)(module);
  const tokenizer = Tokenizer.fromString(json);
  tokenizer.disableTruncation();
  tokenizer.disablePadding();
  const encode = async addSpecialTokens => (await tokenizer.encodeBatch(texts, { addSpecialTokens })).map(e => e.getIds());
  const ids = await encode(false), special = await encode(true);
  const plain = await tokenizer.decodeBatch(ids, true), text = await tokenizer.decodeBatch(ids, false);
  return texts.map((_, i) => ({ ids: ids[i], special: special[i], text: text[i], plain: plain[i] }));
}

async function script() {
  const { Tokenizer } = await import(pathToFileURL(module));
  const tokenizer = new Tokenizer(JSON.parse(json), { clean_up_tokenization_spaces: false });
  const decode = (ids, skip) => ids.length ? tokenizer.decode(ids, { skip_special_tokens: skip }) : '';
  return texts.map(text => {
    const ids = tokenizer.encode(text, { add_special_tokens: false }).ids.filter(i => i !== undefined);
    const special = tokenizer.encode(text, { add_special_tokens: true }).ids.filter(i => i !== undefined);
    return { ids, special, text: decode(ids, false), plain: decode(ids, true) };
  });
}

process.stdout.write(JSON.stringify(await (kind === 'native' ? native() : script())));
