import type { ComponentChildren } from 'preact';

interface KeyValuesProps {
  readonly items: readonly { readonly key: string; readonly value: ComponentChildren }[];
}

/** Names with their values. */
export function KeyValues({ items }: KeyValuesProps) {
  return (
    <dl class="key-values">
      {items.map(({ key, value }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
