import type { Scope } from '@/lib/scope';
import { addBuild } from '../aws/image-builder/build';
import { regionOf } from '../aws/world';
import { ownerAccount } from '../support/accounts';
import { officeGolden } from '../support/office-golden';
import { findingsOf } from '../support/scan-findings';
import { believableWorld } from '../support/scenarios';
import { startDetachedWorker } from '../support/worker';

const scope: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

/** How long AWS takes to answer each call, in milliseconds. */
const latency = 50;

/** What collecting the findings of two builds costs, in milliseconds. */
export interface CollectCost {
  readonly time: number;
  /** Of the same calls by hand: of each build one after the other, of both at once. */
  readonly floor: number;
}

/** Collects two builds of a thousand findings each from an AWS that answers as slowly as a far one. */
export async function measureCollect(): Promise<CollectCost> {
  const world = believableWorld();
  const region = regionOf(world, scope.region);
  const pipeline = [...region.imageBuilder.pipelines.values()].find(
    ({ name }) => name === officeGolden,
  );
  if (!pipeline) throw new Error('There is no pipeline');
  const at = world.now() - 3_600_000;
  const counts = { CRITICAL: 50, HIGH: 150, MEDIUM: 400, LOW: 400 };
  const builds = [1, 2].map(
    () =>
      addBuild(world, region, pipeline, { at, findings: findingsOf('Windows', at, counts) }).arn,
  );
  const worker = await startDetachedWorker({
    world,
    // Answers come when pages do, and not before.
    wait: () => new Promise(() => {}),
  });
  try {
    await worker.signIn(ownerAccount);
    // Connections and code are warm in both.
    await worker.call('builds.get', { build: builds[0] ?? '' }, scope);
    worker.aws.faults.add({
      kind: 'slow',
      until: latency,
      times: Infinity,
      service: 'imagebuilder',
    });
    const byHand = async (build: string): Promise<void> => {
      await Promise.all([
        worker.call('builds.get', { build }, scope),
        worker.call('builds.counts', { build }, scope),
      ]);
      for (let token: string | undefined, page = 0; page === 0 || token !== undefined; page += 1) {
        const input = { build, ...(token !== undefined && { token }) };
        const answer = await worker.call('builds.findings', input, scope);
        if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
        token = answer.value.value.nextToken;
      }
    };
    const collected = async (build: string): Promise<void> => {
      for (let from = 0; ;) {
        const answer = await worker.call('findings.read', { build, from }, scope);
        if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
        const { head, next } = answer.value.value;
        if (head.state === 'complete' && next === from) return;
        from = next;
      }
    };
    const timed = async (run: (build: string) => Promise<void>): Promise<number> => {
      const before = performance.now();
      await Promise.all(builds.map(run));
      return performance.now() - before;
    };
    return { floor: await timed(byHand), time: await timed(collected) };
  } finally {
    await worker.stop();
  }
}
