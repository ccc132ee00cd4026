// node render.cjs FILE.vl.json...: writes FILE.svg beside each specification, with Vega from this script's folder and no network.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const context = vm.createContext({ console, setTimeout, clearTimeout, structuredClone, URL });
for (const name of ['vega.min.js', 'vega-lite.min.js']) vm.runInContext(fs.readFileSync(path.join(__dirname, name), 'utf8'), context, { filename: name });
const { vega, vegaLite } = context;
const refused = () => Promise.reject(new Error('a chart holds its data itself; nothing is loaded'));

async function draw(file) {
  const specification = vegaLite.compile(JSON.parse(fs.readFileSync(file, 'utf8'))).spec;
  const view = new vega.View(vega.parse(specification), { renderer: 'none', logLevel: vega.Error, loader: { load: refused, sanitize: refused, http: refused, file: refused } });
  fs.writeFileSync(file.replace(/\.vl\.json$/, '.svg'), await view.toSVG());
}

(async () => { for (const file of process.argv.slice(2)) await draw(file); })().catch(error => { console.error(error.message); process.exitCode = 1; });
