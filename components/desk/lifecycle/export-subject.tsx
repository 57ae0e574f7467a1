import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Image, ImageRef, Tags } from '../../../lib/images/image';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Scope } from '../../../lib/scope';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useRegion } from './use-region';

interface ExportedProps {
  readonly scope: Scope;
  readonly image: ImageRef;
  readonly children: (subject: {
    readonly image: Image;
    /** None where they cannot be read: whoever exports may not be allowed to. */
    readonly tags: Tags;
    readonly region: RegionState;
  }) => ComponentChildren;
}

/** The image that a form is about, once it is read with its tags. */
export function Exported({ scope, image, children }: ExportedProps) {
  const { loaded, reload } = useRegion(scope);
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} scope={scope} onRetry={reload} />;
  }
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading the image…</StatusIndicator>;
  }
  const region = loaded.value;
  const found = imageIn(region, image, scope);
  if (!found) {
    const problem = { kind: 'not-found', what: `Image ${image.name}` } as const;
    return <ProblemAlert problem={problem} scope={scope} onRetry={reload} />;
  }
  return (
    <Tagged scope={scope} image={found}>
      {(tags) => children({ image: found, tags, region })}
    </Tagged>
  );
}

interface TaggedProps {
  readonly scope: Scope;
  readonly image: Image;
  readonly children: (tags: Tags) => ComponentChildren;
}

function Tagged({ scope, image, children }: TaggedProps) {
  const { client } = useDesk();
  const model = useMemo(
    () =>
      createLoader(() =>
        client.call('images.tags', { image: { name: image.name, arn: image.arn } }, { scope }),
      ),
    // One reading for each time that the view is shown.
    [client],
  );
  useEffect(() => void model.load(), [model]);
  const tags = model.loaded.value;
  if (tags.state === 'loading') {
    return <StatusIndicator type="loading">Reading the image…</StatusIndicator>;
  }
  return <>{children(tags.state === 'ready' ? tags.value : [])}</>;
}

/** By its ARN where that is known; else an own one is meant. */
function imageIn({ images }: RegionState, { name, arn }: ImageRef, { account }: Scope) {
  if (arn !== undefined) return images.find((image) => image.arn === arn);
  const named = images.filter((image) => image.name === name);
  return named.find(({ owner }) => owner === account) ?? named[0];
}
