import { useRef } from 'preact/hooks';
import { Button } from '../light/button';

interface ContentsProps {
  /** The titles of the sections that there are, in their order. */
  readonly titles: readonly string[];
}

/** Leads to the sections: what a person comes for is often below what can be seen at once. */
export function Contents({ titles }: ContentsProps) {
  const list = useRef<HTMLElement>(null);
  const goTo = (title: string) => {
    const headings = [...(list.current?.parentElement?.querySelectorAll('h3') ?? [])];
    const heading = headings.find(({ textContent }) => textContent === title);
    if (!list.current || !heading) return;
    // The heading stays clear of this list, which has as many lines as it needs.
    heading.style.setProperty('scroll-margin-block-start', `${list.current.offsetHeight}px`);
    heading.scrollIntoView({ block: 'start' });
    // The keyboard goes on from there.
    heading.focus({ preventScroll: true });
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
