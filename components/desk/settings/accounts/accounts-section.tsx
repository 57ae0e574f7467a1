/** To be filled. */
export function AccountsSection() {
  return null;
}
