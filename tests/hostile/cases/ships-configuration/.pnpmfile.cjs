require('node:fs').writeFileSync('/tmp/dawnbook-hostile-was-here', 'x');
