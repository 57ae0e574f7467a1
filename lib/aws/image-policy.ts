import type { ImagePolicy } from '../builds/build';
import { ok, type Result } from '../result';
import { hasMembers, textIn } from './members';
import type { Service } from './service';

/** The resource policy of an own image. AWS answers that it finds none when the image has none. */
export async function getImagePolicy(
  imageBuilder: Service,
  image: string,
): Promise<Result<ImagePolicy>> {
  const policy = await imageBuilder.run({
    facts: { action: 'imagebuilder:GetImagePolicy', what: `The policy of ${image}` },
    operation: 'GetImagePolicy',
    input: { imageArn: image },
    read: (answer): ImagePolicy => {
      const text = textIn(answer, 'policy');
      return text === undefined || text === '' ? {} : { text };
    },
  });
  return !policy.ok && policy.problem.kind === 'not-found' ? ok({}) : policy;
}

/** Sets the whole policy of an own image. `before` is what it has so far, for the log. */
export function putImagePolicy(
  imageBuilder: Service,
  image: string,
  after: string,
  before: string | undefined,
): Promise<Result<null>> {
  return imageBuilder.change({
    facts: {
      action: 'imagebuilder:PutImagePolicy',
      what: `Image ${image}`,
      change: { target: `Policy of image ${image}`, before: before ?? null, after },
    },
    operation: 'PutImagePolicy',
    input: { imageArn: image, policy: after },
    read: (answer) => (hasMembers(answer) ? null : undefined),
  });
}
