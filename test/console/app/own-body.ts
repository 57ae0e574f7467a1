const interval = 500;

/**
 * Makes the page own its body, as a root that renders the whole body does: children that the page
 * did not create are removed. A content script's nodes are made in another world, so they never
 * pass through this document's patched factories, while a component's portals do.
 */
export function ownBody(): void {
  const own = new WeakSet<Node>(document.body.childNodes);
  document.createElement = remembering(document.createElement, own);
  document.createElementNS = remembering(document.createElementNS, own);
  setInterval(() => {
    const foreign = Array.from(document.body.children).filter((node) => !own.has(node));
    for (const node of foreign) node.remove();
  }, interval);
}

function remembering<Create extends (...parameters: never[]) => Node>(
  create: Create,
  own: WeakSet<Node>,
): Create {
  return new Proxy(create, {
    apply(target, self, parameters) {
      const node: Node = Reflect.apply(target, self, parameters);
      own.add(node);
      return node;
    },
  });
}
