// The published schemas are made from the ones the code parses with. `npm run unit -- -u` writes them.
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Finding } from './finding.ts';
import { ProbeAnswer, ProbeHistory, ProbeReport } from './probe.ts';
import { Snapshot } from './snapshot.ts';
import { FollowRequest, ProbeRequest, WireMessage } from './stream.ts';
import { Topology } from './topology.ts';
import { Trace } from './trace.ts';
import { ServiceView } from './view.ts';

const published = {
  'finding.v1': Finding,
  'follow-request.v1': FollowRequest,
  'probe-answer.v1': ProbeAnswer,
  'probe-history.v1': ProbeHistory,
  'probe-report.v1': ProbeReport,
  'probe-request.v1': ProbeRequest,
  'service-view.v1': ServiceView,
  'snapshot.v1': Snapshot,
  'stream-message.v1': WireMessage,
  'topology.v1': Topology,
  'trace.v1': Trace,
};

test.each(Object.entries(published))(
  'docs/schema/%s.json is what is spoken',
  async (name, schema) => {
    const text = `${JSON.stringify(z.toJSONSchema(schema, { reused: 'ref', io: 'input' }), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../docs/schema/${name}.json`);
  },
);
