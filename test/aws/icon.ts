/** A grey square of one pixel: the smallest image that a page shows as an icon. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Gives S3's answer to a request for an application icon: the picture, or AWS's refusal. */
export function icon(missing: boolean): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
} {
  if (!missing) return { status: 200, headers: { 'content-type': 'image/png' }, body: png };
  return {
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  };
}
