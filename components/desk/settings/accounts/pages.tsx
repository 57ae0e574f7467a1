import Pagination from '@cloudscape-design/components/pagination';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** The items of one page of a list, and the control that turns pages, where there are several. */
export function usePages<Item>(
  items: readonly Item[],
  size: number,
): { readonly shown: readonly Item[]; readonly pagination: ComponentChildren } {
  const [asked, setAsked] = useState(1);
  const count = Math.max(1, Math.ceil(items.length / size));
  // The list may have become shorter.
  const page = Math.min(asked, count);
  return {
    shown: items.slice((page - 1) * size, page * size),
    pagination: count > 1 && (
      <Pagination
        currentPageIndex={page}
        pagesCount={count}
        onChange={({ detail }) => setAsked(detail.currentPageIndex)}
      />
    ),
  };
}
