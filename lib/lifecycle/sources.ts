import type { AccountId, Partition, RegionCode } from '../scope';
import type { LifecyclePlan } from './plan';
import type { ImageStep } from './step';

/** An image by what it is asked for. */
export interface SourceImage {
  readonly arn: string;
  readonly name: string;
  readonly region: RegionCode;
}

/**
 * The own images from which a plan makes others: of those of other accounts nobody else may read
 * the tags, which tell from which build they are.
 */
export function sourcesOf({
  scope,
  steps,
}: Pick<LifecyclePlan, 'scope' | 'steps'>): readonly SourceImage[] {
  const found = steps.flatMap((step) => sourceOf(step, scope) ?? []);
  return [...new Map(found.map((source) => [source.arn, source])).values()];
}

function sourceOf(step: ImageStep, scope: LifecyclePlan['scope']): SourceImage | undefined {
  switch (step.act) {
    case 'create-builder': {
      const { name, arn } = step.builder.image;
      return arn === undefined ? ownImage(scope, step.region, name) : undefined;
    }
    case 'copy':
      return ownImage(scope, step.from, step.source);
    case 'update':
      return ownImage(scope, step.region, step.source);
    default:
      return undefined;
  }
}

function ownImage(
  { partition, account }: { readonly partition: Partition; readonly account: AccountId },
  region: RegionCode,
  name: string,
): SourceImage {
  return { arn: `arn:${partition}:appstream:${region}:${account}:image/${name}`, name, region };
}
