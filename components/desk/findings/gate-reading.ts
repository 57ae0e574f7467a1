import { explainScanObstacle, scanObstacle } from '../../../lib/findings/comparable';
import { compareFindings } from '../../../lib/findings/compare';
import type { GateBasis } from '../../../lib/findings/gate-verdict';
import type { Client } from '../../../lib/messaging/client';
import { failed, ok, type Result } from '../../../lib/result';
import type { Scope } from '../../../lib/scope';
import { readFindings, type ReadScan } from './read-findings';

/** The builds whose findings a build's gate needs, and what reading them takes. */
export interface GatePlaces {
  readonly build: string;
  /** The ARN of the build before, of the same account and Region. */
  readonly previous?: string;
  /** How many findings they have, as far as AWS has counted them. */
  readonly total: number;
  /** Whether next to no call is needed: they are kept on this computer, or few. */
  readonly isShort: boolean;
}

/** What came of reading: nothing can be said for the reason in the sentence, or there is a basis. */
export type GateRead =
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'ready'; readonly basis: GateBasis };

/** How far reading is, over the builds together. */
export interface GateProgress {
  readonly received: number;
  readonly total: number;
}

interface Following {
  readonly progress: (progress: GateProgress) => void;
  /** Whether nobody wants it any more. */
  readonly ended: () => boolean;
}

/** So few findings are one call. Source: the Image Builder model, ListImageScanFindings. */
const pageSize = 25;

const noPrevious = 'There is no earlier build of this image to compare it with.';

/** Finds out which findings are needed, without reading any. */
export async function findPlaces(
  client: Client,
  scope: Scope,
  build: string,
): Promise<Result<GatePlaces>> {
  const [change, kept] = await Promise.all([
    client.call('findings.change', { build }, { scope }),
    client.call('findings.kept', {}),
  ]);
  if (!change.ok) return change;
  const { counts, previous } = change.value.value;
  const whole = new Set(
    kept.ok
      ? kept.value.value.flatMap((each) => (each.state === 'complete' ? each.build : []))
      : [],
  );
  const missing = [
    { arn: build, counts },
    ...(previous ? [{ arn: previous.build.arn, counts: previous.counts }] : []),
  ].filter(({ arn }) => !whole.has(arn));
  return ok({
    build,
    ...(previous && { previous: previous.build.arn }),
    total: (counts?.all ?? 0) + (previous?.counts?.all ?? 0),
    // Where AWS counts nothing there is no scan, or nothing on its pages.
    isShort: missing.every((each) => (each.counts?.all ?? 0) <= pageSize),
  });
}

/** The builds of places, the build itself first. */
function buildsOf({ build, previous }: GatePlaces): readonly string[] {
  return previous === undefined ? [build] : [build, previous];
}

/** Reads the findings that a gate needs. Nothing when it was ended. */
export async function readGate(
  client: Client,
  scope: Scope,
  places: GatePlaces,
  { progress, ended }: Following,
): Promise<Result<GateRead> | undefined> {
  const heads = new Map<string, GateProgress>();
  const [target, base] = await Promise.all(
    buildsOf(places).map((each) =>
      readFindings(client, scope, each, {
        ended,
        progress({ received, counts }) {
          heads.set(each, { received, total: Math.max(received, counts?.all ?? 0) });
          const { received: all, total } = sumOf(heads.values());
          progress({ received: all, total: Math.max(total, places.total) });
        },
      }),
    ),
  );
  if (!target || (places.previous !== undefined && !base)) return undefined;
  if (!target.ok) return failed(target.problem);
  if (base && !base.ok) return failed(base.problem);
  return readOf(target.value, base?.value);
}

/** Stops reading; what was read stays, and who reads again goes on there. */
export function cancelGate(client: Client, places: GatePlaces): void {
  for (const build of buildsOf(places)) void client.call('findings.cancel', { build });
}

function sumOf(all: Iterable<GateProgress>): GateProgress {
  let received = 0;
  let total = 0;
  for (const each of all) {
    received += each.received;
    total += each.total;
  }
  return { received, total };
}

/** A build of which nobody knows what it has passes nothing. */
function readOf(target: ReadScan, base: ReadScan | undefined): Result<GateRead> {
  const obstacle = scanObstacle(target.head);
  const before = base && scanObstacle(base.head);
  // Somebody else has stopped it. Who asks again goes on there.
  if (obstacle === 'half-loaded' || before === 'half-loaded')
    return failed({ kind: 'interrupted' });
  if (obstacle) return ok({ state: 'unknown', reason: explainScanObstacle(obstacle) });
  const alone = base ? before && `Of the build before: ${explainScanObstacle(before)}` : noPrevious;
  const comparison = compareFindings(
    { findings: alone === undefined && base ? base.findings : [] },
    { findings: target.findings },
  );
  return ok({ state: 'ready', basis: { comparison, ...(alone !== undefined && { alone }) } });
}
