import type { Caller } from './sigv4';
import type { Region, World } from './world';

/** What a handler knows about the call beside its input. */
export interface Context extends Caller {
  readonly world: World;
  readonly region: Region;
  /**
   * Cuts one page out of all results. `keyOf` gives each result's place, which the token remembers,
   * so that results may come and go between two pages. Throws ValidationException (as an AwsError)
   * for a token that was not given by the same operation to the same account.
   */
  readonly page: <Item>(
    items: readonly Item[],
    keyOf: (item: Item) => string,
    request: { readonly token: string | undefined; readonly size: number },
  ) => Page<Item>;
}

/** One page; without a token it is the last. */
export interface Page<Item> {
  readonly items: Item[];
  readonly token: string | undefined;
}

/**
 * Answers one operation, or throws an AwsError. The input was held against the model before, which
 * is why a handler may name the SDK's own type for it.
 */
export type Handler<Input = never> = (input: Input, context: Context) => object | Promise<object>;

/** The handlers of a service by the names of the operations. */
export type Handlers = Readonly<Record<string, Handler>>;
