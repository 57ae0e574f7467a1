/**
 * Runs something for each item, at most `limit` at a time, and gives the values in the order of
 * the items. The first rejection ends it: what has not begun then is not begun any more.
 */
export async function inParallel<Item, Value>(
  items: readonly Item[],
  limit: number,
  run: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  const queue = items.entries();
  let broken = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (broken) return;
      try {
        values[index] = await run(item);
      } catch (error) {
        broken = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  return values;
}
