import { expect, it } from 'vitest';
import { type Plot, svgPlot } from './svg-plot.ts';

const plot: Plot = {
  title: 'a < b & c',
  x: { label: 'rate', scale: 'log', from: 1e-3, to: 1 },
  y: { label: 'share', scale: 'linear', from: 0, to: 1 },
  series: [
    {
      name: 'one',
      points: [
        [1e-3, 0.5],
        [1, 1],
      ],
    },
    { name: 'none', points: [] },
  ],
  legend: 'bottom right',
};

it('draws its lines between the corners of the frame, and ignores values without a logarithm', () => {
  const svg = svgPlot({
    ...plot,
    series: [
      {
        name: 'one',
        points: [
          [0, 0.1],
          [1e-3, 0],
          [1, 1],
        ],
      },
    ],
  });
  expect(/points="([^"]*)"/.exec(svg)?.[1]).toBe('84,494 732,52');
});

it('labels decades and lines, and escapes the labels', () => {
  const svg = svgPlot(plot);
  for (const label of ['1e-3', '0.01', '0.1', '>1<', '>one<', '>none<', 'a &lt; b &amp; c'])
    expect(svg).toContain(label);
});
