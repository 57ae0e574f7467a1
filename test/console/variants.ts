const variants = [
  // Dark mode classes on the body.
  'dark',
  // The service runs inside a same-origin iframe; session tags and navigation stay in the top page.
  'iframe',
  // Page CSS that shouts at every element, and hides whatever the console did not put there.
  'hostile',
  // The table re-mounts its rows, and now and then its whole container, while it is being used.
  'rerender',
  // The console removes every child of the body that it did not create itself.
  'wipe',
  // Neither the session tag nor the account menu says who is signed in.
  'no-account',
  // The session tag is the only one of the console's tags: the Region is in the URL alone.
  'session-only',
  // Multi-session state as text ("true"), as some pages write it.
  'text-flags',
  // The page may show images from S3, as one that shows the icons of applications must.
  'icons',
  // The details pane does not show the ARN.
  'no-arn',
] as const;

/** One way in which the page differs from the plain console; several can be combined. */
export type Variant = (typeof variants)[number];

/** The variants that a URL's `fixture` parameter asks for; unknown words are ignored. */
export function readVariants(parameters: URLSearchParams): ReadonlySet<Variant> {
  const asked = new Set((parameters.get('fixture') ?? '').split(','));
  return new Set(variants.filter((variant) => asked.has(variant)));
}
