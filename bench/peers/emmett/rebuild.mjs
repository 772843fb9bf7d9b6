// Rebuilds a projection of one document per stream. Each line that comes in is JSON, and is answered with one: first { url, file, stays },
// then {} as often as it is to rebuild. The file has a line of JSON for each event, { stream, type, data }; `stays` are the types by
// which somebody comes to be in a setting.

import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { getPostgreSQLEventStore, pongoSingleStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';

const answer = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);

const questions = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { url, file, stays } = JSON.parse((await questions.next()).value);

const streams = new Map();
for await (const line of createInterface({ input: createReadStream(file) })) {
  const { stream, type, data } = JSON.parse(line);
  streams.set(stream, [...(streams.get(stream) ?? []), { type, data }]);
}

const store = getPostgreSQLEventStore(url);
for (const [name, events] of streams) {
  await store.appendToStream(name, events);
}
await store.close();

// A projection that the store has not met: one that it has met begins where it had come to, not at the first event (seen in 0.42.0).
const projection = (number) =>
  pongoSingleStreamProjection({
    collectionName: `in_setting_${number}`,
    canHandle: [...new Set([...streams.values()].flat().map(({ type }) => type))],
    initialState: () => ({ setting: null }),
    evolve: (document, { type, data }) => (stays.includes(type) ? { ...document, setting: data.event.setting } : document),
  });

const { dependencies } = createRequire(import.meta.url)('./package.json');
answer({ version: dependencies['@event-driven-io/emmett-postgresql'], node: process.versions.node });

// By themselves batches are of 100 with a pause of 50 ms after each: the pauses would be most of what is measured.
const pulling = { batchSize: 1000, pullingFrequencyInMs: 1 };

let rebuilt = 0;
for await (const _ of { [Symbol.asyncIterator]: () => questions }) {
  rebuilt += 1;
  const began = performance.now();
  const consumer = rebuildPostgreSQLProjections({ connectionString: url, projection: projection(rebuilt), pulling });
  try {
    await consumer.start();
  } finally {
    await consumer.close();
  }
  answer({ seconds: (performance.now() - began) / 1000, documents: `in_setting_${rebuilt}` });
}
