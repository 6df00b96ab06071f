// What a worker does before there is a message.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { startWorker } from '../../www/session/runtime.js';
import { close, install } from './page.mjs';

install();
after(close);

test('what runs beforehand, so that nobody waits for its compilation, runs through and leaves nothing behind', async () => {
  const rpc = await startWorker();
  await rpc.call('warm');
  await assert.rejects(rpc.call('evaluate', [0]), { trouble: 'internal' });
});
