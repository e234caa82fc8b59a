// SPDX-License-Identifier: Apache-2.0
// Starts a ledger of its own by scripts/run, or takes the one at LEDGER_URL with the key files in LEDGER_KEYS.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyWithinMs = 180_000;

export async function start() {
  if (process.env.LEDGER_URL) return { url: process.env.LEDGER_URL, keys: await keysIn(process.env.LEDGER_KEYS), stop: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'ledger-foreign-'));
  const data = join(folder, 'data');
  const run = spawn(join(root, 'scripts/run'), ['--data', data, '--port', '0'], {
    env: { ...process.env, Ledger__AnchorIntervalSeconds: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    if (run.exitCode === null) {
      const ended = new Promise((resolve) => run.once('exit', resolve));
      run.kill('SIGTERM');
      const patience = setTimeout(() => run.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(patience);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { url: await urlOf(run), keys: await keysIn(join(data, 'keys/demo')), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf(run) {
  return new Promise((resolve, reject) => {
    let said = '';
    const patience = setTimeout(() => reject(new Error(`The host is not ready after ${readyWithinMs} ms:\n${said}`)), readyWithinMs);
    const hear = (chunk) => {
      said += chunk;
      const url = /ready at (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
      if (url) clearTimeout(patience);
    };
    run.stdout.on('data', hear);
    run.stderr.on('data', hear);
    run.once('exit', (code) => {
      clearTimeout(patience);
      reject(new Error(`scripts/run ended with ${code}:\n${said}`));
    });
  });
}

async function keysIn(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(files.map(async (name) => ({
    ...JSON.parse(await readFile(join(folder, name), 'utf8')),
    apiKey: (await readFile(join(folder, name.replace(/json$/, 'apikey')), 'utf8')).trim(),
  })));
}
