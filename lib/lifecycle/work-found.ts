import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import type { ImageBuilder } from './builder';
import type { ImportOrder } from './step';
import type { NamedImage, StepReads } from './work-parts';

/** An image builder by its name, which must be there. */
export async function knownBuilder(
  place: Scope,
  name: string,
  { findBuilder }: StepReads,
): Promise<Result<ImageBuilder>> {
  const builder = await findBuilder(place, name);
  if (!builder.ok) return builder;
  return builder.value
    ? ok(builder.value)
    : failed({ kind: 'not-found', what: `Image builder ${name}` });
}

/** An own image by its name, which must be there. */
export async function knownImage(
  place: Scope,
  name: string,
  { findImage }: StepReads,
): Promise<Result<NamedImage>> {
  const image = await findImage(place, name);
  if (!image.ok) return image;
  return image.value ? ok(image.value) : failed({ kind: 'not-found', what: `Image ${name}` });
}

/** The id of the AMI that is imported; one of another account is known by its name alone. */
export async function amiOf(
  place: Scope,
  { ami }: ImportOrder,
  { findAmi }: StepReads,
): Promise<Result<string>> {
  if ('id' in ami) return ok(ami.id);
  const found = await findAmi(place, ami.name, ami.owner);
  if (!found.ok) return found;
  return found.value === undefined
    ? failed({ kind: 'not-found', what: `AMI ${ami.name} of account ${ami.owner}` })
    : ok(found.value);
}
