import type { Image, Tags } from '../../../lib/images/image';
import { withSource } from '../../../lib/images/lineage';
import { refusalsOfExport } from '../../../lib/lifecycle/refusals-of-images';
import type { WishOf } from '../../../lib/lifecycle/wish';
import { present } from '../../../lib/present';
import type { Scope } from '../../../lib/scope';
import { filledTags } from './fields';
import { answered, type FormReading } from './import-form';

/** What is entered of an export. */
export interface ExportForm {
  /** The name of the AMI. */
  readonly ami: string;
  readonly role: string;
  readonly description: string;
  readonly tags: Tags;
}

/** What the form of an export begins with: what the image has. */
export function exportFormOf(image: Image, tags: Tags): ExportForm {
  return { ami: amiNameFor(image), role: '', description: image.description ?? '', tags };
}

/** What the AMI of an image may be called. All of an image's name can stand in an AMI's. */
export function amiNameFor({ name }: Pick<Image, 'name'>): string {
  return `${name}-ami`;
}

/** Reads the form of an export. The names of AMIs that are taken are left to the plan. */
export function readExportForm(
  form: ExportForm,
  { image, scope }: { readonly image: Image; readonly scope: Scope },
): FormReading<WishOf<'export'>> {
  const description = form.description.trim();
  const order = {
    image: image.name,
    ami: form.ami.trim(),
    role: form.role.trim(),
    tags: filledTags(form.tags),
    ...present({ description: description === '' ? undefined : description }),
  };
  const tags = withSource(order.tags, { image: image.arn });
  const refusals = refusalsOfExport(image, { ...order, tags }, { scope }, new Set());
  return answered(refusals, { act: 'export', ...order });
}
