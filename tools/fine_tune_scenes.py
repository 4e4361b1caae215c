"""Fine-tune the model that draws scenes from words on those of its own pictures that the exact reader accepts.

Each round draws pictures of new captions, keeps those that the strict reader accepts, learns from them among ordinary
scenes, and writes ``round_01.npz``, ``round_02.npz`` ... into a folder; stopped, the same command goes on from what is
there. What ships stays as it is. ``benchmarks/fine_tuning.py`` measures what these files do to obedience and diversity.

python tools/fine_tune_scenes.py kept                      # four rounds: a quarter of an hour each on one core
python tools/fine_tune_scenes.py trial --rounds 1 --draws 512 --steps 100
python tools/fine_tune_scenes.py balanced --balanced            # every colour and size equally often among its own pictures
python tools/fine_tune_scenes.py control --draws 32 --ordinary 1  # the same steps on ordinary scenes alone, for comparison
python tools/fine_tune_scenes.py kept --base new.npz --encoder its_encoder.npz       # of other weights than those that ship
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from rich.progress import Progress

from imagen_course import archives, files, generate
from imagen_course.generate.language import TextEncoder, caption_batch
from imagen_course.generate.rejection import OwnPictures, balance, rounds
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds import reader

BLOCK = 256  # pictures drawn between two files: half a minute's work


class Learner:
    """A model on its way through the rounds, and the folder that holds what each of them has made."""

    def __init__(self, arguments):
        self.asked, self.folder = arguments, arguments.folder
        self.encoder = TextEncoder.load(arguments.encoder) if arguments.encoder else generate.load("text_encoder")
        self.done = max((number for number in range(1, arguments.rounds + 1) if self.weights(number).is_file()), default=0)
        self.model = self.read(self.weights(self.done) if self.done else arguments.base)

    def weights(self, number):
        return self.folder / f"round_{number:02}.npz"

    def read(self, path):
        return TextToImage.load(path, encoder=self.encoder) if path else generate.load("text_to_image")

    def draw(self, number):
        """Draw a round's pictures, of captions as training draws them; those of an earlier call are read."""
        blocks = []
        with Progress() as progress:
            for i in progress.track(range(-(-self.asked.draws // BLOCK)), description="drawing"):
                path = self.folder / f"drawn_{number + 1:02}" / f"{i:04}.npz"
                if not path.is_file():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    archives.write_arrays(path, self.drawn_anew(number, i), compressed=True)
                blocks.append(archives.read_arrays(path))
        images, texts = (np.concatenate([block[name] for block in blocks]) for name in ("images", "texts"))
        return np.float32(images) / 255, texts

    def drawn_anew(self, number, i):
        seed = 10**6 * (7 + self.asked.seed) + 10**4 * number + i
        _, texts = caption_batch(min(BLOCK, self.asked.draws - BLOCK * i), seed)
        images = self.model.sample(texts, seed=seed)
        return {"images": np.uint8(np.rint(255 * images)), "texts": np.array(texts)}

    def accept(self, images, texts):
        return reader.obeys(reader.read(images, overlap=0.85), texts.tolist())

    def learn(self, images, texts):
        """Learn from accepted pictures, keep the weights, and go on with them as they are kept."""
        number, asked = self.done + 1, self.asked
        options = {"ordinary": asked.ordinary, "seed": 10 * asked.seed + number, "batch_size": 32}
        options |= {"weights": balance(reader.read(images, overlap=0.85))} if asked.balanced else {}
        pool = OwnPictures(images, texts.tolist(), **options)
        training = {"steps": asked.steps, "learning_rate": asked.rate, "checkpoints": self.folder / f"steps_{number:02}"}
        with Progress() as progress:
            bar = progress.add_task("", total=asked.steps)
            for state in self.model.training(pool=pool, **training):
                progress.update(bar, completed=state["step"], description=f"learning, loss {state['loss']:.3f}")
        self.model.save(self.weights(number))
        self.model, self.done = self.read(self.weights(number)), number


def differs(arguments):
    """Note what is asked for in the folder, or say that it was begun in a different way; there may be more rounds now."""
    asked = {name: str(value) for name, value in vars(arguments).items() if name not in ("folder", "rounds")}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if (noted := arguments.folder / "asked.json").is_file():
        begun = json.loads(noted.read_text(encoding="utf-8"))
        other = [f"--{name} {begun.get(name)}" for name in asked if begun.get(name) != asked[name]]
        return f"{arguments.folder} was begun with {', '.join(other)}: say so again, or take a new folder" if other else ""
    files.write(noted, (json.dumps(asked, indent=1) + "\n").encode())
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="for pictures, states and weights; one for each way to learn")
    parser.add_argument("--base", type=Path, help="weights to begin with, in place of those that ship")
    parser.add_argument("--encoder", type=Path, help="the text encoder that reads for them, if not the one that ships")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--draws", type=int, default=8_000, help="pictures drawn in a round")
    parser.add_argument("--steps", type=int, default=1_000, help="of 32 pictures, in a round")
    parser.add_argument("--rate", type=float, default=3e-4, help="learning rate of Muon")
    parser.add_argument("--ordinary", type=float, default=0.5, help="share of a batch that are scenes, not its own pictures")
    parser.add_argument("--balanced", action="store_true", help="show every pair of colour and size equally often")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if said := differs(arguments):
        parser.error(said)
    learner, cpu = Learner(arguments), time.process_time()
    steps = rounds(learner.draw, learner.accept, learner.learn, n_rounds=arguments.rounds, done=learner.done)
    for state in steps:
        spent, cpu = time.process_time() - cpu, time.process_time()
        print(f"round {state['round']}: the strict reader accepted {state['accepted']:.1%}; {spent:.0f} CPU s", flush=True)


if __name__ == "__main__":
    main()
