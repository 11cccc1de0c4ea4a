throw new Error('a file below src is code of the submission, whatever its name');
