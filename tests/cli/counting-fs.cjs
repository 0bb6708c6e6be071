// Preloaded into the command: notes every call to the file system, and writes them down at the end.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const calls = [];
const { appendFileSync } = fs;
for (const name of Object.keys(fs).filter((key) => key.endsWith('Sync') && typeof fs[key] === 'function')) {
  const original = fs[name];
  fs[name] = Object.assign((...parameters) => {
    calls.push([name, typeof parameters[0] === 'string' ? parameters[0] : null]);
    return original.apply(fs, parameters);
  }, original);
}
syncBuiltinESMExports();
process.on('exit', () => appendFileSync(process.env.CALLS, JSON.stringify(calls)));
