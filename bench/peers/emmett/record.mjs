// Records by Emmett's command handler. Each line that comes in is JSON, and is answered with one:
// first { url, said, streams, length }, then any number of { recordings, callers }.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

const handle = CommandHandler({
  evolve: (state, { type, data }) => (type === 'VoiceRecorded' ? { summaries: [...state.summaries, data.summary] } : state),
  initialState: () => ({ summaries: [] }),
});

const answer = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);

const questions = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { url, said, streams, length } = JSON.parse((await questions.next()).value);

const store = getPostgreSQLEventStore(url);
const voice = { type: 'VoiceRecorded', data: said };
const names = Array.from({ length: streams }, (_, number) => `trajectory-${number}`);
for (const name of names) {
  await store.appendToStream(name, Array.from({ length }, () => voice));
}

const record = async (recordings) => {
  for (let recorded = 0; recorded < recordings; recorded += 1) {
    // Nobody else has it meanwhile: what is measured is recording, and not conflicts.
    const name = names.shift();
    await handle(store, name, () => voice);
    names.push(name);
  }
};

const { dependencies } = createRequire(import.meta.url)('./package.json');
answer({ version: dependencies['@event-driven-io/emmett-postgresql'], node: process.versions.node });

for await (const line of { [Symbol.asyncIterator]: () => questions }) {
  const { recordings, callers } = JSON.parse(line);
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, () => record(recordings / callers)));
  answer({ seconds: (performance.now() - began) / 1000 });
}
await store.close();
