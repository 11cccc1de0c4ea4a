import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sgd-autograd.ts';

export default defineMutants('sgd-autograd', [
  {
    name: 'adds',
    mistake: 'goes uphill',
    edits: [{ file, find: 'multiply(-this.#lr)', replace: 'multiply(this.#lr)' }],
  },
  {
    name: 'replaces',
    mistake: 'puts a new array in the place of the parameter',
    edits: [
      {
        file,
        find: 'addInPlace(parameter, parameter.grad.multiply(-this.#lr))',
        replace: 'Object.assign(parameter, { arr: parameter.add(parameter.grad.multiply(-this.#lr)).arr })',
      },
    ],
  },
  {
    name: 'records',
    mistake: 'records the update',
    edits: [
      {
        file,
        find: `    noGrad(() => {
`,
        replace: `    {
`,
      },
      {
        file,
        find: `      }
    });
  }`,
        replace: `      }
    }
  }`,
      },
      { file, find: 'import { addInPlace, noGrad }', replace: 'import { addInPlace }' },
    ],
  },
  {
    name: 'no-gradient',
    mistake: 'takes no gradient for an error',
    edits: [
      {
        file,
        find: 'if (parameter.grad !== null) addInPlace(parameter, parameter.grad.',
        replace: 'addInPlace(parameter, parameter.grad!.',
      },
    ],
  },
  {
    name: 'uses-up-the-generator',
    mistake: 'goes through the parameters anew in each step',
    edits: [
      {
        file,
        find: 'readonly #parameters: readonly Tensor[]',
        replace: 'readonly #parameters: Iterable<Tensor>',
      },
      { file, find: 'this.#parameters = [...parameters]', replace: 'this.#parameters = parameters' },
    ],
  },
]);
