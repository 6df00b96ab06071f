// Finds the browsers of this machine. Run by itself it names the missing ones and fails.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @type {Record<'chromium' | 'firefox', { variable: string, names: string[], paths: string[] }>} */
const KNOWN = {
  chromium: {
    variable: 'CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    paths: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
  firefox: {
    variable: 'FIREFOX',
    names: ['firefox-esr', 'firefox'],
    paths: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
};

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a browser: CHROMIUM= or FIREFOX=, else the usual names. @param {'chromium' | 'firefox'} name */
export function findBrowser(name) {
  const { variable, names, paths } = KNOWN[name];
  const given = process.env[variable];
  if (given) return given;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const found = [...names.flatMap((command) => folders.map((folder) => join(folder, command))), ...paths].find(
    executable,
  );
  if (!found) throw new Error(`${name} was not found: install it, or say where it is by ${variable}=`);
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of /** @type {('chromium' | 'firefox')[]} */ (Object.keys(KNOWN))) {
    try {
      findBrowser(name);
    } catch (error) {
      console.error(`waxseal: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
}
