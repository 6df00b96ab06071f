// A real chain of name servers on loopback, as the page meets it in the wild:
// nsd (plain zones) and knot (signed zones) → unbound (validates) → dnsdist (DNS over HTTPS).
// Whatever no zone holds does not exist: nothing is ever asked of the network.

import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, run, silentPort, startDaemon } from './daemon.mjs';
import { zoneFile } from './zone.mjs';

/** @typedef {import('./daemon.mjs').Daemon} Daemon */
/** @typedef {import('./zone.mjs').Failure} Failure */

/**
 * @typedef {object} Options
 * @property {Record<string, string[]>} [zones] lines of zone files by zone; the zone `.` takes names of any domain
 * @property {string[]} [signed] the zones that are signed, and validated
 * @property {string[]} [bogus] zones which unbound believes to be signed by a key that they do not have: SERVFAIL
 * @property {string[]} [lame] zones whose name server has no data for them: SERVFAIL
 * @property {Failure[]} [failures] names that fail at the resolver itself
 */

/**
 * @typedef {object} Resolver
 * @property {string} url the address for DNS over HTTPS, such as http://127.0.0.1:3053/dns-query
 * @property {() => Promise<{ name: string, type: string }[]>} log the questions so far
 * @property {() => Promise<void>} stop
 */

/** @param {number} nsd @param {string[]} zones @param {string} folder */
const nsdConf = (nsd, zones, folder) => `
server:
  ip-address: 127.0.0.1@${nsd}
  do-ip6: no
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  database: ""
  pidfile: ""
  xfrdfile: ""
  zonelistfile: "${folder}/nsd.zones"
  xfrdir: "${folder}"
  server-count: 1
  rrl-ratelimit: 0
remote-control:
  control-enable: no
${zones.map((zone) => `zone:\n  name: "${zone}"\n  zonefile: "${fileOf(zone)}"`).join('\n')}
`;

/** @param {number} knot @param {string[]} zones @param {string} folder */
const knotConf = (knot, zones, folder) => `
server:
    rundir: "${folder}"
    listen: 127.0.0.1@${knot}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
log:
  - target: stderr
    any: notice
database:
    storage: "${folder}/knot"
policy:
  - id: own
    algorithm: ecdsap256sha256
    single-type-signing: on
template:
  - id: default
    storage: "${folder}"
    zonefile-sync: -1
    zonefile-load: difference-no-serial
    journal-content: all
    dnssec-signing: on
    dnssec-policy: own
zone:
${zones.map((zone) => `  - domain: "${zone}."\n    file: "${fileOf(zone)}"`).join('\n')}
`;

/**
 * @param {{ unbound: number, nsd: number, knot: number }} ports
 * @param {Options} options
 * @param {string[]} anchors
 * @param {string} folder
 */
const unboundConf = (ports, { signed = [], lame = [] }, anchors, folder) => `
server:
  interface: 127.0.0.1
  port: ${ports.unbound}
  do-ip6: no
  num-threads: 1
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-daemonize: no
  verbosity: 1
  module-config: "validator iterator"
  do-not-query-localhost: no
  # The text of an extended error is what these two would log.
  ede: yes
  val-log-level: 2
  log-servfail: yes
  edns-buffer-size: 4096
  max-udp-size: 4096
  qname-minimisation: no
  outgoing-range: 64
  num-queries-per-thread: 64
  so-reuseport: no
  local-zone: "test." nodefault
  local-zone: "invalid." nodefault
${anchors.map((anchor) => `  trust-anchor: "${anchor}"`).join('\n')}
remote-control:
  control-enable: no
stub-zone:
  name: "."
  stub-addr: 127.0.0.1@${ports.nsd}
  stub-prime: no
${signed.map((zone) => stub(zone, ports.knot)).join('')}${lame.map((zone) => stub(zone, ports.nsd)).join('')}`;

/** @param {string} zone @param {number} port */
const stub = (zone, port) => `stub-zone:\n  name: "${zone}."\n  stub-addr: 127.0.0.1@${port}\n  stub-prime: no\n`;

/**
 * @param {{ doh: number, plain: number, unbound: number, silent: number }} ports
 * @param {Failure[]} failures
 * @param {string} folder
 */
const dnsdistConf = (ports, failures, folder) => `
setSecurityPollSuffix("")
setLocal("127.0.0.1:${ports.plain}")
setACL({"127.0.0.0/8"})
setUDPTimeout(20)
addDOHLocal("127.0.0.1:${ports.doh}", nil, nil, "/dns-query", {
  customResponseHeaders={["access-control-allow-origin"]="*"},
})
s = newServer({address="127.0.0.1:${ports.unbound}"})
s:setUp()
silent = newServer({address="127.0.0.1:${ports.silent}", pool="silent"})
silent:setUp()
addAction(AllRule(), LogAction("${folder}/questions", false, true, false))
${failures
  .map(({ name, except, how }) => {
    const listed = except.map((type) => `QTypeRule(DNSQType.${type})`).join(', ');
    const rule = `QNameRule("${name}.")${except.length ? `, NotRule(OrRule({${listed}}))` : ''}`;
    return `addAction(AndRule({${rule}}), ${how === 'servfail' ? 'RCodeAction(DNSRCode.SERVFAIL)' : 'PoolAction("silent")'})`;
  })
  .join('\n')}
`;

/** @param {string} zone */
function fileOf(zone) {
  return zone === '.' ? 'root.zone' : `${zone}.zone`;
}

/** Asks for the SOA of a zone by plain DNS; whether any answer comes. @param {number} port @param {string} zone */
async function answers(port, zone) {
  const labels = zone === '.' ? [] : zone.split('.');
  const name = Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
  const query = Buffer.concat([
    Buffer.from([0x57, 0x58, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    name,
    Buffer.from([0, 6, 0, 1]),
  ]);
  const socket = createSocket('udp4');
  try {
    return await new Promise((resolve) => {
      socket.on('error', () => resolve(false));
      socket.on('message', (message) => resolve(((message[3] ?? 0) & 15) === 0 && message.readUInt16BE(6) > 0));
      socket.send(query, port, '127.0.0.1');
      setTimeout(() => resolve(false), 150);
    });
  } finally {
    socket.close();
  }
}

/** @param {string} what @param {Daemon} daemon @param {() => Promise<boolean>} ready */
async function waitFor(what, daemon, ready) {
  const end = Date.now() + 20_000;
  while (!(await ready())) {
    if (!daemon.running()) throw new Error(`${what} ended: ${daemon.output()}`);
    if (Date.now() > end) throw new Error(`${what} is not ready after 20 s: ${daemon.output()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/**
 * Starts the chain. A port that somebody else takes in between costs another attempt.
 * @param {Options} [options]
 * @returns {Promise<Resolver>}
 */
export async function startResolver(options = {}) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options);
    } catch (error) {
      if (attempt === 3 || !/in use|already|EADDRINUSE|could not (bind|open)/i.test(String(error))) throw error;
    }
  }
}

/** @param {Options} options @returns {Promise<Resolver>} */
async function start(options) {
  const { signed = [], bogus = [], lame = [], failures = [] } = options;
  const zones = { '.': [], ...options.zones };
  const plain = Object.keys(zones).filter((zone) => !signed.includes(zone));
  const folder = await mkdtemp(join(tmpdir(), 'waxseal-dns-'));
  const silent = await silentPort();
  /** @type {Daemon[]} */
  const daemons = [];
  /** @param {string} command @param {string[]} args */
  const daemon = (command, args) => {
    const started = startDaemon(command, args, join(folder, `${command}.log`));
    daemons.unshift(started);
    return started;
  };
  const stop = async () => {
    silent.close();
    await Promise.all(daemons.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const ports = {
      nsd: await freePort(),
      knot: await freePort(),
      unbound: await freePort(),
      doh: await freePort(),
      plain: await freePort(),
      silent: silent.port,
    };
    for (const [zone, lines] of Object.entries(zones))
      await writeFile(join(folder, fileOf(zone)), zoneFile(zone, lines));

    await writeFile(join(folder, 'nsd.conf'), nsdConf(ports.nsd, [...plain, ...lame], folder));
    const nsd = daemon('nsd', ['-d', '-c', join(folder, 'nsd.conf')]);
    const anchors = bogus.map((zone) => `${zone}. DS 12345 13 2 ${'00'.repeat(32)}`);
    if (signed.length > 0) {
      await mkdir(join(folder, 'knot'));
      await writeFile(join(folder, 'knot.conf'), knotConf(ports.knot, signed, folder));
      const knot = daemon('knotd', ['-c', join(folder, 'knot.conf')]);
      for (const zone of signed) {
        await waitFor('knotd', knot, () => answers(ports.knot, zone));
        const text = await run('keymgr', ['-c', join(folder, 'knot.conf'), `${zone}.`, 'ds']);
        anchors.push(...text.split('\n').filter((line) => / DS \d+ \d+ 2 /.test(line)));
      }
    }
    for (const zone of plain) await waitFor('nsd', nsd, () => answers(ports.nsd, zone));

    await writeFile(join(folder, 'unbound.conf'), unboundConf(ports, options, anchors, folder));
    const unbound = daemon('unbound', ['-d', '-p', '-c', join(folder, 'unbound.conf')]);
    await waitFor('unbound', unbound, () => answers(ports.unbound, '.'));

    await writeFile(join(folder, 'dnsdist.conf'), dnsdistConf(ports, failures, folder));
    const dnsdist = daemon('dnsdist', ['--supervised', '--disable-syslog', '-C', join(folder, 'dnsdist.conf')]);
    const url = `http://127.0.0.1:${ports.doh}/dns-query`;
    // The SOA of the root: a question that no page asks.
    const probe = 'AAABAAABAAAAAAAAAAAGAAE';
    await waitFor('dnsdist', dnsdist, () =>
      fetch(`${url}?dns=${probe}`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    const before = (await readFile(join(folder, 'questions'), 'utf8')).length;

    return {
      url,
      log: async () =>
        [
          ...(await readFile(join(folder, 'questions'), 'utf8'))
            .slice(before)
            .matchAll(/ for (\S*?)\.? (\S+) with id /g),
        ].map(([, name = '', type = '']) => ({ name: name.toLowerCase(), type })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
