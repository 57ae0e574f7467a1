import { useRef } from 'preact/hooks';
import { Button } from '../light/button';

const titles = ['General details', 'Applications', 'Sharing', 'Used by'] as const;

/** Leads to the sections: what a person comes for is often below what can be seen at once. */
export function Contents() {
  const list = useRef<HTMLElement>(null);
  const goTo = (title: string) => {
    const headings = [...(list.current?.parentElement?.querySelectorAll('h3') ?? [])];
    const heading = headings.find(({ textContent }) => textContent === title);
    heading?.scrollIntoView({ block: 'start' });
    // The keyboard goes on from there.
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav ref={list} class="contents" aria-label="Sections">
      {titles.map((title) => (
        <Button key={title} variant="link" label={`Go to ${title}`} onClick={() => goTo(title)}>
          {title}
        </Button>
      ))}
    </nav>
  );
}
