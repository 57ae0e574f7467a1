import type { Handlers } from '../handler';
import { builders } from './appstream/builders';
import { copies } from './appstream/copies';
import { exports } from './appstream/exports';
import { fleets } from './appstream/fleets';
import { images } from './appstream/images';
import { imports } from './appstream/imports';
import { permissions } from './appstream/permissions';
import { software } from './appstream/software';
import { tags } from './appstream/tags';

/** AppStream 2.0, as far as the product calls it. */
export const appstream = {
  ...images,
  ...permissions,
  ...tags,
  ...fleets,
  ...builders,
  ...software,
  ...copies,
  ...imports,
  ...exports,
} satisfies Handlers;
