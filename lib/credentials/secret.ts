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
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** The keys of an account, whose they are, and until when they may be used. */
export interface Credentials extends Keys {
  /** The ARN of the user or role session that they belong to. */
  readonly arn: string;
  /** Epoch milliseconds. No call is signed from then on. */
  readonly deadline: number;
}

/** What the keys begin with under which there are secrets in memory, beside the credentials. */
export const secretPrefix = 'secret/';

/** Those keys. A value with a number `until` (epoch milliseconds) is let go of at that time. */
export const secretKeys = {
  vault: `${secretPrefix}vault`,
  identityCenter: `${secretPrefix}identity-center`,
} as const;
