import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

// The sandbox has a network of its own with nothing in it; this hands connections to the model, which listens outside.
const [socket, ready] = process.argv.slice(2);
createServer((inside) => {
  const outside = connect(socket);
  inside.pipe(outside).pipe(inside);
  for (const end of [inside, outside]) end.on('error', () => [inside, outside].forEach((one) => one.destroy()));
}).listen(8080, '127.0.0.1', () => writeFileSync(ready, ''));
