import { describe, expect, it } from 'vitest';
import { linePlot } from './line-plot.ts';

const axes = { x: { title: 'x' }, y: { title: 'y' } };
const points = (svg: string): string[] =>
  [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, list]) => list ?? '');

describe('linePlot', () => {
  it('maps the corners of the data to the corners of the frame', () => {
    const svg = linePlot({
      title: 't',
      ...axes,
      series: [
        {
          name: 'one',
          points: [
            [0, 0],
            [10, 5],
          ],
        },
      ],
    });
    expect(points(svg)).toEqual(['80.0,410.0 540.0,48.0']);
  });

  it('spaces decades evenly on a logarithmic axis and ignores values without a logarithm', () => {
    const logarithmic = { title: 'x', scale: 'log' as const };
    const series = [
      {
        name: 'one',
        points: [
          [0, 1],
          [1, 1],
          [10, 2],
          [100, 3],
        ] as const,
      },
    ];
    const [line = ''] = points(linePlot({ title: 't', x: logarithmic, y: { title: 'y' }, series }));
    expect(line.split(' ').map((point) => point.split(',')[0])).toEqual(['80.0', '310.0', '540.0']);
  });

  it('labels axes and series, and escapes the labels', () => {
    const svg = linePlot({
      title: 'a < b',
      x: { title: '&' },
      y: { title: 'y' },
      series: [
        {
          name: 'n>1',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
      ],
    });
    for (const words of ['a &lt; b', '&amp;', 'n&gt;1']) expect(svg).toContain(`>${words}<`);
  });

  it('throws without data', () => {
    expect(() => linePlot({ title: 't', ...axes, series: [] })).toThrow(RangeError);
  });
});
