import type { Image, ImageRef, ImageShare } from '../images/image';
import { inParallel } from '../in-parallel';
import { isGeneral } from '../problems/general';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountScope, RegionCode } from '../scope';
import { shareObstacle } from './draft';
import { explainObstacle } from './explain';
import {
  diffShares,
  digestOf,
  imageKey,
  planLifetime,
  planLimits,
  sharedAfter,
  shareQuota,
  type DesiredImage,
  type PlannedImage,
  type ShareItem,
  type SharePlan,
} from './plan';

/** What making a plan needs of AWS and of the rules. */
export interface PlanPorts {
  /** Images of a Region by their refs, each with its own result. */
  readonly getImages: (
    region: RegionCode,
    images: readonly ImageRef[],
  ) => Promise<readonly Result<Image>[]>;
  readonly listShares: (
    region: RegionCode,
    image: ImageRef,
  ) => Promise<Result<readonly ImageShare[]>>;
  /** Why the rules forbid to work in a Region. */
  readonly obstacle: (region: RegionCode) => Promise<Problem | undefined>;
  /** Told after each image that was read. */
  readonly progress: (read: number, total: number) => Promise<void>;
}

/** How many images are read at a time. */
const readers = 3;

/**
 * Makes a plan from a fresh read: each image and its sharing once. Refuses what the share forms
 * refuse too, because they are not the only way here: an image or an account that is named
 * twice, the owner as a recipient. An image that cannot be shared, or would be with more accounts
 * than the quota, is in the plan with its obstacle and without items.
 */
export async function makeSharePlan(
  scope: AccountScope,
  wanted: readonly DesiredImage[],
  now: () => number,
  ports: PlanPorts,
): Promise<Result<SharePlan>> {
  const fault = faultOf(scope, wanted);
  if (fault) return failed({ kind: 'refused', detail: fault });
  const found = await findImages(wanted, ports);
  let read = 0;
  const parts = await inParallel([...found], readers, async ([want, image]) => {
    const part = await planImage(want, image, ports);
    read += 1;
    await ports.progress(read, wanted.length);
    return part;
  });
  const whole = parts.find(({ image: { obstacle } }) => obstacle && isGeneral(obstacle));
  if (whole?.image.obstacle) return failed(whole.image.obstacle);
  const images = parts.map(({ image }) => image);
  const items = parts.flatMap((part) => part.items);
  const madeAt = now();
  return ok({
    kind: 'shares',
    digest: await digestOf(scope, images, items),
    scope,
    images,
    items,
    madeAt,
    expiresAt: madeAt + planLifetime,
  });
}

/** What is wrong with a request before anything is read. */
function faultOf({ account }: AccountScope, wanted: readonly DesiredImage[]): string | undefined {
  const keys = new Set(wanted.map(({ region, image }) => imageKey({ region, image: image.name })));
  if (keys.size !== wanted.length) return 'An image is named twice.';
  let cells = 0;
  for (const { desired } of wanted) {
    const accounts = new Set(desired.map((each) => each.account));
    if (accounts.size !== desired.length) return 'An account is named twice.';
    if (accounts.has(account)) return 'The owner cannot share with itself.';
    cells += desired.length;
  }
  return cells > planLimits.items
    ? `A plan has at most ${planLimits.items} changes; these would be ${cells}.`
    : undefined;
}

/** The images of what is desired, each with its own result, in the same order. */
async function findImages(
  wanted: readonly DesiredImage[],
  ports: PlanPorts,
): Promise<ReadonlyMap<DesiredImage, Result<Image>>> {
  const missing: Result<Image> = failed({ kind: 'unknown', detail: 'The image was not read.' });
  const found = new Map<DesiredImage, Result<Image>>(wanted.map((want) => [want, missing]));
  for (const region of new Set(wanted.map((want) => want.region))) {
    const here = wanted.filter((want) => want.region === region);
    const obstacle = await ports.obstacle(region);
    const images = obstacle
      ? []
      : await ports.getImages(
          region,
          here.map(({ image }) => image),
        );
    for (const [index, want] of here.entries()) {
      found.set(want, obstacle ? failed(obstacle) : (images[index] ?? missing));
    }
  }
  return found;
}

interface Part {
  readonly image: PlannedImage;
  readonly items: readonly ShareItem[];
}

async function planImage(
  { region, image: ref, desired, exact }: DesiredImage,
  found: Result<Image>,
  ports: PlanPorts,
): Promise<Part> {
  const blocked = (obstacle: Problem, shared = 0, image: ImageRef = ref): Part => ({
    image: { region, image, sharedBefore: shared, sharedAfter: shared, obstacle },
    items: [],
  });
  if (!found.ok) return blocked(found.problem);
  const image = { name: found.value.name, arn: found.value.arn };
  const reason = shareObstacle(found.value);
  if (reason) {
    return blocked({ kind: 'not-available', detail: explainObstacle(reason) }, 0, image);
  }
  const current = await ports.listShares(region, image);
  if (!current.ok) return blocked(current.problem, 0, image);
  const sharedBefore = current.value.length;
  const differences = diffShares(current.value, desired, exact);
  const shared = sharedAfter(current.value, differences);
  if (shared > shareQuota && differences.some(({ change }) => change === 'add')) {
    const detail = `An image can be shared with ${shareQuota} accounts; this would make ${shared}.`;
    return blocked({ kind: 'quota', detail }, sharedBefore, image);
  }
  const place = { region, image: image.name };
  return {
    image: { region, image, sharedBefore, sharedAfter: shared },
    items: differences.map((difference) => ({ kind: 'share', ...place, ...difference })),
  };
}
