/**
 * A text that shall not be seen: it cannot be logged, serialised or interpolated by accident.
 * JavaScript cannot wipe it from memory; this only keeps it from being shown.
 */
export interface Secret {
  readonly toJSON: () => string;
  readonly toString: () => string;
}

const texts = new WeakMap<Secret, string>();

const hidden = (): string => '[secret]';

/** Wraps a secret text. */
export function secret(text: string): Secret {
  const wrapped: Secret = Object.freeze({ toJSON: hidden, toString: hidden });
  texts.set(wrapped, text);
  return wrapped;
}

/** The text of a secret, for the signer and the store alone. */
export function reveal(wrapped: Secret): string {
  const text = texts.get(wrapped);
  if (text === undefined) throw new TypeError('not a secret of this session');
  return text;
}

/** What signs a call. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** Credentials whose identity is known: the ARN of the role or user, which is not secret. */
export interface HeldCredentials extends Credentials {
  readonly arn: string;
}
