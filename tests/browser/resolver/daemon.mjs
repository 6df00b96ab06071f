// Starts a server in the foreground, and makes sure that it ends when this process does.

import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, openSync, closeSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** A child in its own process group: killed when the pipe to this process breaks, however this process ends. */
const GUARD = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 -$$) & exec "$@" </dev/null 3<&-';

/** Where Debian keeps servers, which is not in everybody's PATH. @param {string} command */
function find(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/opt/homebrew/sbin'];
  const path = folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
  if (!path) throw new Error(`${command} is not installed`);
  return path;
}

/**
 * @typedef {object} Daemon
 * @property {() => string} output all that it has written so far
 * @property {() => boolean} running
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} command @param {string[]} args @param {string} log the file that takes its output
 * @returns {Daemon}
 */
export function startDaemon(command, args, log) {
  const file = openSync(log, 'a');
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', find(command), ...args], {
    detached: true,
    stdio: ['pipe', file, file],
  });
  closeSync(file);
  let running = true;
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).then(() => {
    running = false;
    child.stdin?.destroy();
  });
  // A server that nobody has stopped must not keep this process from ending.
  child.unref();
  /** @type {import('node:net').Socket} */ (child.stdin).unref();
  child.stdin?.on('error', () => undefined);
  return {
    output: () => readFileSync(log, 'utf8'),
    running: () => running,
    stop: async () => {
      child.ref();
      child.stdin?.destroy();
      if (running) await ended;
    },
  };
}

/** Runs a command to its end; returns what it wrote. @param {string} command @param {string[]} args */
export async function run(command, args) {
  const child = spawn(find(command), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

/** A port of the loopback address that is free for UDP and TCP alike. @returns {Promise<number>} */
export async function freePort() {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const server = createServer();
    const port = await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () =>
        resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port),
      );
    });
    const socket = createSocket('udp4');
    const free = await new Promise((resolve) => {
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => {
      server.close(resolve);
    });
    if (free) {
      socket.close();
      return port;
    }
  }
  throw new Error('no free port was found');
}

/** A UDP port that takes everything and answers nothing. */
export async function silentPort() {
  const socket = createSocket('udp4');
  await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => resolve(undefined));
  });
  socket.unref();
  return { port: socket.address().port, close: () => socket.close() };
}
