/** Pure: legal frameworks and the certification pack as tables for files. */
import type { Table } from '../../privacy/exports/table.ts';
import type { ControlsAnswer } from '../controls/answers.ts';
import type { FrameworksAnswer } from '../frameworks/answers.ts';

export function frameworksTable({ frameworks }: FrameworksAnswer): Table {
  return {
    title: 'Legal frameworks',
    columns: [
      'Framework',
      'Chosen',
      'Article',
      'Rule',
      'About',
      'Verdict',
      'Parts that do not fulfil it',
      'Source',
      'Compared',
    ],
    rows: frameworks.flatMap(({ title, isChosen, rules }) =>
      rules.map(({ article, rule, about, verdict, subjects, source, retrieved }) => [
        title,
        isChosen ? 'yes' : 'no',
        article,
        plain(rule),
        about,
        verdict === null ? '' : plain(verdict),
        subjects.join(', '),
        source,
        retrieved ?? 'not compared',
      ]),
    ),
  };
}

export function controlsTable({ standards, figures, oversight }: ControlsAnswer): Table {
  const figureOf = (query: string) => figures.find((one) => one.query === query);
  return {
    title: 'Certification pack',
    columns: ['Standard', 'Control', 'Asks for', 'Evidence', 'State'],
    rows: [
      ...standards.flatMap(({ title, controls }) =>
        controls.flatMap(({ id, subject, tests, queries, documents }) =>
          [
            ...tests.map((path) => [path, 'test']),
            ...queries.map((query) => {
              const found = figureOf(query);
              return [`${plain(query)}: ${found?.count ?? 'none'}`, found === undefined ? '' : plain(found.state)];
            }),
            ...documents.map(({ path, dated, expires, isExpired }) => [
              path,
              `read on ${dated}, again by ${expires}${isExpired ? ', overdue' : ''}`,
            ]),
          ].map((evidence) => [title, id, plain(subject), ...evidence]),
        ),
      ),
      ...oversightRows(oversight),
    ],
  };
}

function oversightRows({ decisions, admitted, byTwo, hasty, hastyWithinMs, medianMs }: ControlsAnswer['oversight']) {
  const facts: readonly (readonly [string, string])[] = [
    ['Decisions about referred travellers in four weeks', String(decisions)],
    ['Admitted although the lane had a doubt', String(admitted)],
    ['Decided by two people', String(byTwo)],
    [`Decided within ${hastyWithinMs} ms`, String(hasty)],
    ['Median time to the decision, ms', medianMs === null ? 'none' : String(medianMs)],
  ];
  return facts.map(([name, value]) => ['Human oversight', 'Art. 14', name, value, 'figure']);
}

function plain(slug: string): string {
  return slug.replaceAll('-', ' ');
}
