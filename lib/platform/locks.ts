/** Runs something unless another context of the extension is at what has this name. */
export async function alone(name: string, run: () => Promise<void>): Promise<void> {
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await run();
  });
}
