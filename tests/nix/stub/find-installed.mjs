import { existsSync, readFileSync } from 'node:fs';

// Prints where npm has installed what the lock file pins with this hash, if the URL is that of the same package.
const [repository, url, hash] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(`${repository}/package-lock.json`, 'utf8'));
const places = Object.keys(packages).filter((path) => packages[path].integrity === hash);
const place = places.map((path) => `${repository}/${path}`).find((path) => existsSync(path));
if (place === undefined) throw new Error(`${url} is not installed`);
const { name, version } = JSON.parse(readFileSync(`${place}/package.json`, 'utf8'));
const expected = `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
if (url !== expected) throw new Error(`${url} is not ${expected}`);
console.log(place);
