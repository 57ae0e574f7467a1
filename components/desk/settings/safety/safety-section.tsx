/** To be filled. */
export function SafetySection() {
  return null;
}
