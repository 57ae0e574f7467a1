import type { Scope } from '../../../../lib/scope';

/** To be filled. */
export function PermissionsSection(_: { readonly scope: Scope | undefined }) {
  return null;
}
