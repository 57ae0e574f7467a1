import ExpandableSection from '@cloudscape-design/components/expandable-section';

const signs = [
  { letter: 'F', state: 'on', text: 'May run fleets' },
  { letter: 'B', state: 'on', text: 'May launch image builders' },
  { letter: 'F', state: 'off', text: 'May not' },
  { letter: 'F', state: 'on-changed', text: 'Will be allowed' },
  { letter: 'F', state: 'off-changed', text: 'Will be taken away' },
  { letter: 'F', state: 'unknown', text: 'Not read' },
] as const;

const keys = [
  ['Arrow keys, Page Up and Down, Home, End', 'go to another cell; with Ctrl to the edge'],
  ['Shift with these, or dragging', 'select a range'],
  ['Shift+Space, Ctrl+Space, Ctrl+A', 'select the row, the column, everything'],
  ['F, B, Enter', 'toggle fleets, image builders, both, in all that is selected'],
  ['Delete', 'revoke access'],
  ['Ctrl+Z, Ctrl+Y', 'undo, redo'],
] as const;

/** What the signs in the cells mean, and the keys. */
export function Legend() {
  return (
    <div class="matrix-legend">
      <ul class="desk-plain-list matrix-signs" aria-label="Legend">
        {signs.map(({ letter, state, text }) => (
          <li key={text}>
            <span class={`matrix-sign matrix-sign-${letter}`} data-state={state} aria-hidden="true">
              {letter}
            </span>
            {text}
          </li>
        ))}
      </ul>
      <ExpandableSection headerText="Keys">
        <dl class="matrix-keys">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </ExpandableSection>
    </div>
  );
}
