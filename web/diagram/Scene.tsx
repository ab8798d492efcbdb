import type { Paint } from '@portolan/shared/diagram/palette.ts';
import type { CardSize } from '@portolan/shared/diagram/scene/cards/pen.ts';
import type { Shape, TextShape } from '@portolan/shared/diagram/scene/shapes.ts';
import { createElement, Fragment, type ReactNode } from 'react';

interface SceneProps extends CardSize {
  readonly shapes: readonly Shape[];
  readonly className?: string | undefined;
}

/** Shapes as a picture of its own. What it shows is named by whatever holds it. */
export function Scene({ shapes, width, height, className }: SceneProps): ReactNode {
  return (
    <svg className={className} width={width} height={height} role="presentation">
      <Shapes shapes={shapes} />
    </svg>
  );
}

/** Shapes have no names of their own: each is known by its place among the others. */
export function Shapes({ shapes }: { readonly shapes: readonly Shape[] }): ReactNode {
  return createElement(Fragment, null, ...shapes.map(drawn));
}

function drawn(shape: Shape): ReactNode {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      return <rect x={x} y={y} width={width} height={height} rx={radius} {...painted(shape)} />;
    }
    case 'circle':
      return <circle cx={shape.x} cy={shape.y} r={shape.radius} {...painted(shape)} />;
    case 'path':
      return <path d={shape.d} {...painted(shape)} />;
    case 'text':
      return <Words shape={shape} />;
    case 'group':
      break;
  }
  return (
    <g transform={`translate(${shape.x} ${shape.y})`}>
      <Shapes shapes={shape.shapes} />
    </g>
  );
}

function Words({ shape }: { readonly shape: TextShape }): ReactNode {
  const { x, y, text, width, size, weight, fill, anchor, full, halo, isolate } = shape;
  return (
    <text
      x={x}
      y={y}
      fontSize={size}
      fontWeight={weight}
      textAnchor={anchor}
      textLength={width}
      lengthAdjust="spacingAndGlyphs"
      xmlSpace="preserve"
      paintOrder={halo && 'stroke'}
      direction={isolate ? 'ltr' : undefined}
      unicodeBidi={isolate ? 'isolate' : undefined}
      {...painted(halo ? { fill, stroke: halo, strokeWidth: 4, round: true } : { fill })}
    >
      {full !== undefined && <title>{full}</title>}
      {text}
    </text>
  );
}

interface Paintable {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly strokeWidth?: number;
  readonly dash?: string;
  readonly round?: boolean;
  readonly opacity?: number;
}

/** Colours by name: the page's theme says what they are. */
function painted({ fill, stroke, strokeWidth, dash, round, opacity }: Paintable) {
  return {
    fill: fill ? `var(--${fill})` : 'none',
    ...(stroke ? { stroke: `var(--${stroke})`, strokeWidth } : {}),
    ...(dash ? { strokeDasharray: dash } : {}),
    ...(round ? ({ strokeLinecap: 'round', strokeLinejoin: 'round' } as const) : {}),
    ...(opacity === undefined ? {} : { opacity }),
  };
}
