import { Buffer } from 'node:buffer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Action } from '#kernel/action.ts';
import { submit } from '#kernel/http/forms.ts';
import type { Services } from '#kernel/http/services.ts';
import { readUpload } from '#kernel/http/uploads.ts';
import { Problem } from '#kernel/problem.ts';
import { NewPicture } from '../schemas.ts';
import { keepPicture } from '../stored-picture.ts';

export interface SubmittedPicture {
  readonly action: Action<typeof NewPicture, unknown>;
  /** Of what the picture is. */
  readonly id: string;
  readonly done: string;
  again(problem: Problem): Promise<VNode<any>>;
}

/** One POST of a form with a picture in the field `anh-dai-dien`; what is no picture brings the form back with its sentence. */
export async function submitPicture(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { action, id, done, again }: SubmittedPicture,
): Promise<FastifyReply> {
  const { fields, file } = await readUpload(request);
  try {
    const picture = await keepPicture(services.files, file?.bytes ?? Buffer.alloc(0), 'anh-dai-dien');
    return await submit(request, reply, services, {
      action,
      input: { id, picture },
      idempotencyKey: fields['_key'],
      done: () => done,
      again,
    });
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return reply.page(await again(error), { status: 422 });
    throw error;
  }
}
