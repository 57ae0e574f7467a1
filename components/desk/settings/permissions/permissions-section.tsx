/** To be filled. */
export function PermissionsSection() {
  return null;
}
