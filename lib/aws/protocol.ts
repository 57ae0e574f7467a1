/** A call as it goes on the wire. */
export interface Message {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Percent-encoded. */
  readonly path: string;
  /** Not encoded yet. A list is sent as one parameter each. */
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What an answer says of an error. Without a code it is no error of the service. */
export interface Fault {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The members of a call or of an answer. */
export type Members = Readonly<Record<string, unknown>>;

/** How a service is spoken to. */
export interface Protocol {
  readonly write: (operation: string, input: Members) => Message;
  /** Reads an answer; nothing when that is not what the service speaks. */
  readonly read: (text: string, operation: string) => Members | undefined;
  readonly fault: (text: string, headers: Headers) => Fault;
}
