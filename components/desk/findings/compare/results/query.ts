import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { changeClasses } from '../../../../../lib/findings/compare';
import {
  filterKeys,
  filterValues,
  tidyClasses,
  tidyFilters,
  type Filter,
  type FilterKey,
  type FilterWay,
  type Show,
} from '../../../../../lib/findings/view';
import { classNames, describeValue, filterKeyNames } from '../../../../../lib/findings/view-words';

const operators: Readonly<Record<FilterWay, string>> = {
  is: '=',
  'is-not': '!=',
  has: ':',
  'has-not': '!:',
};

const ways = new Map(
  (Object.keys(operators) as FilterWay[]).map((way) => [operators[way], way] as const),
);

const several = (by: FilterKey, operator: string) => ({
  operator,
  tokenType: 'enum' as const,
  format: (values: unknown) =>
    textsOf(values)
      .map((value) => describeValue(by, value))
      .join(', '),
});

/** What the property filter can filter by. */
export const filteringProperties: readonly PropertyFilterProps.FilteringProperty[] = [
  ...filterKeys.map((by) => ({
    key: by,
    propertyLabel: filterKeyNames[by],
    groupValuesLabel: `${filterKeyNames[by]}: values`,
    operators: [several(by, '='), several(by, '!='), ...(by === 'package' ? [':', '!:'] : [])],
    ...(by === 'package' && { defaultOperator: ':' }),
  })),
  {
    key: 'change',
    propertyLabel: 'Change',
    groupValuesLabel: 'Change: values',
    operators: [
      {
        operator: '=',
        tokenType: 'enum',
        format: (values: unknown) =>
          tidyClasses(textsOf(values))
            .map((each) => classNames[each])
            .join(', '),
      },
    ],
  },
];

/** The values to pick from; packages and ecosystems are those of the comparison. */
export function filteringOptions(
  found: Readonly<Record<'package' | 'ecosystem', readonly string[]>>,
): readonly PropertyFilterProps.FilteringOption[] {
  const options = filterKeys.flatMap((by) => {
    const values = filterValues[by] ?? (by === 'package' || by === 'ecosystem' ? found[by] : []);
    return values.map((value) => ({
      propertyKey: by,
      value,
      label: describeValue(by, value),
    }));
  });
  return [
    ...options,
    ...changeClasses.map((value) => ({
      propertyKey: 'change',
      value,
      label: classNames[value],
    })),
  ];
}

/** A view as the property filter shows it. One class alone is not in it: it has a control of its own. */
export function queryOf({
  filters,
  classes,
}: Pick<Show, 'filters' | 'classes'>): PropertyFilterProps.Query {
  const tokens = filters.map(({ by, way, values }) => ({
    propertyKey: by,
    operator: operators[way],
    value: way === 'has' || way === 'has-not' ? values[0] : [...values],
  }));
  const change = { propertyKey: 'change', operator: '=', value: [...classes] };
  return { operation: 'and', tokens: classes.length > 1 ? [...tokens, change] : tokens };
}

/** A view with what the property filter has now. What it cannot mean is left out. */
export function withQuery(show: Show, { tokens }: PropertyFilterProps.Query): Show {
  const filters = tokens.flatMap(({ propertyKey, operator, value }): readonly Filter[] => {
    const by = filterKeys.find((each) => each === propertyKey);
    const way = ways.get(operator);
    return by && way ? [{ by, way, values: textsOf(value) }] : [];
  });
  const asked = tokens.filter(({ propertyKey }) => propertyKey === 'change');
  const before = show.classes.length > 1 ? [] : show.classes;
  const classes =
    asked.length > 0 ? tidyClasses(asked.flatMap(({ value }) => textsOf(value))) : before;
  return { ...show, filters: tidyFilters(filters), classes };
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}
