import type { Action } from '#kernel/action.ts';
import { addVideo } from './add-video.ts';
import { beginUpload } from './begin-upload.ts';
import { dropUpload } from './drop-upload.ts';
import { removeVideo } from './remove-video.ts';
import { setCaptions } from './set-captions.ts';
import { setPoster } from './set-poster.ts';

export const videoActions: readonly Action<any, any>[] = [beginUpload, dropUpload, addVideo, removeVideo, setCaptions, setPoster];
