import type { WireError } from '../errors';
import type { Operation, ServiceModel } from '../models';

/** A request as it came from the socket: nothing decoded but the header names, in lower case. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Members by their names in the model. Timestamps are Dates and blobs are Uint8Arrays. */
export type Plain = Readonly<Record<string, unknown>>;

/** One way to put operations on HTTP. */
export interface Protocol {
  /** Finds the operation; throws UnknownOperationException (as an AwsError) when there is none. */
  readonly route: (model: ServiceModel, request: WireRequest) => Operation;
  /**
   * Reads the input. Members that the model does not know are kept, for the validation to refuse;
   * what cannot be read at all throws SerializationException (as an AwsError).
   */
  readonly parse: (model: ServiceModel, operation: Operation, request: WireRequest) => Plain;
  readonly write: (
    model: ServiceModel,
    operation: Operation,
    output: Plain,
    requestId: string,
  ) => WireResponse;
  readonly writeError: (model: ServiceModel, error: WireError, requestId: string) => WireResponse;
}

/** Tells whether a value is an object with members, and neither a list nor a special object. */
export function isPlain(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}
