# %% stack_parameters | wrong | carries h, w, c in a loop, and takes every pooling for one of 2
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "conv":
            total += (9 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * number
            c = number
    return total

# %% stack_parameters | right | recursive, one layer at a time
def stack_parameters(shape, layers):
    if not layers:
        return 0
    h, w, c = shape
    (kind, n), rest = layers[0], layers[1:]
    if kind == "conv":
        return 9 * c * n + n + stack_parameters((h - 2, w - 2, n), rest)
    if kind == "pool":
        return stack_parameters((h // n, w // n, c), rest)
    if kind == "flatten":
        return stack_parameters((1, 1, h * w * c), rest)
    return c * n + n + stack_parameters((1, 1, n), rest)

# %% stack_parameters | right | list of counts, summed at the end
def conv_count(c_in, c_out, k=3):
    return k * k * c_in * c_out + c_out

def stack_parameters(shape, layers):
    size = list(shape)
    counts = []
    for layer in layers:
        if layer[0] == "conv":
            counts.append(conv_count(size[2], layer[1]))
            size = [size[0] - 2, size[1] - 2, layer[1]]
        if layer[0] == "pool":
            size[0] //= layer[1]
            size[1] //= layer[1]
        if layer[0] == "flatten":
            size = [1, 1, int(np.prod(size))]
        if layer[0] == "dense":
            counts.append(conv_count(size[2], layer[1], k=1))
            size[2] = layer[1]
    return sum(counts)

# %% stack_parameters | right | match statement, remembers the row length
def stack_parameters(shape, layers):
    h, w, c = shape
    row = None
    n = 0
    for layer in layers:
        match layer:
            case ("conv", filters):
                n += filters * (3 * 3 * c + 1)
                h -= 2
                w -= 2
                c = filters
            case ("pool", size):
                h = (h - size) // size + 1
                w = (w - size) // size + 1
            case ("flatten", _):
                row = h * w * c
            case ("dense", neurons):
                n += neurons * (row + 1)
                row = neurons
    return n

# %% stack_parameters | wrong | convolution keeps the size
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c = n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            c = h * w * c
        else:
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | flatten ignored, dense reads one number per map
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += 3 * 3 * c * n + n
            h, w, c = h - 2, w - 2, n
        if kind == "pool":
            h, w = h // 2, w // 2
        if kind == "dense":
            total += c * n + n
            c = n
    return total

# %% stack_parameters | wrong | dense layers without biases
def stack_parameters(shape, layers):
    h, w, c = shape
    params = 0
    for kind, number in layers:
        if kind == "conv":
            params += (9 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            params += c * number
            c = number
    return params

# %% stack_parameters | wrong | square pictures only
def stack_parameters(shape, layers):
    s, c = shape[0], shape[2]
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            s, c = s - 2, n
        elif kind == "pool":
            s = s // 2
        elif kind == "flatten":
            c = s * s * c
        elif kind == "dense":
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | never updates the channels behind a convolution
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total = total + n * (9 * c + 1)
            h = h - 2
            w = w - 2
        elif kind == "pool":
            h = h // 2
            w = w // 2
        elif kind == "flatten":
            c = h * w * c
        elif kind == "dense":
            total = total + n * (c + 1)
            c = n
    return total

# %% stack_parameters | wrong | second dense layer still reads the flattened row
def stack_parameters(shape, layers):
    h, w, c = shape
    total, flat = 0, 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            flat = h * w * c
        elif kind == "dense":
            total += (flat + 1) * n
    return total

# %% stack_parameters | wrong | overwrites the total, only the last layer counts
def stack_parameters(shape, layers):
    h, w, c = shape
    for kind, n in layers:
        if kind == "conv":
            total = (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total = (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | halves stay fractions
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h / 2, w / 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total += (c + 1) * n
            c = n
    return int(total)

# %% stack_parameters | wrong | pooling windows have weights too
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            total += n * n * c
            h, w = h // n, w // n
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | channels first, as in PyTorch
def stack_parameters(shape, layers):
    c, h, w = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c, h, w = n, h - 2, w - 2
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            c = c * h * w
        else:
            total += (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | return stands in the loop
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // 2, w // 2
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total += (c + 1) * n
            c = n
        return total

# %% stack_parameters | wrong | half finished, convolutions only
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, n in layers:
        if kind == "conv":
            total += (9 * c + 1) * n
            c = n
        # todo dense
    return total

# %% stack_parameters | wrong | takes the number of kernels for their size
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, k in layers:
        if kind == "conv":
            total += (k * k * c + 1) * c
            h, w = h - k + 1, w - k + 1
        elif kind == "pool":
            h, w = h // k, w // k
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        elif kind == "dense":
            total += (c + 1) * k
            c = k
    return total

# %% stack_parameters | wrong | h times h in Flatten
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "conv":
            total += (9 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // number, w // number
        elif kind == "flatten":
            c = h * h * c
        else:
            total += (c + 1) * number
            c = number
    return total

# %% train_cnn | right | as printed, with an input of its own
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | right | adds the layers one by one, ReLU as layers of their own
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential()
    model.add(keras.Input(shape=images.shape[1:]))
    for filters in [32, 64]:
        model.add(layers.Conv2D(filters, 3))
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(64))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.001), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | right | functional, and the accuracy counted by hand
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    inputs = keras.Input((28, 28, 1))
    x = inputs
    for filters in (32, 64):
        x = layers.MaxPooling2D(2)(layers.Conv2D(filters, 3, activation="relu")(x))
    x = layers.Flatten()(layers.Conv2D(64, 3, activation="relu")(x))
    x = layers.Dense(64, activation="relu")(x)
    model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    said = model.predict(test_images, verbose=0).argmax(axis=1)
    return [model, np.mean(said == test_labels)]

# %% train_cnn | right | five calls of fit
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    for epoch in range(5):
        model.fit(images, labels, verbose=0, callbacks=[watch])
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | one convolution too few
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | padding that keeps the sizes
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu", padding="same"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | 32 kernels in the second convolution
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | forgot the activations of the convolutions
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3)),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3)),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | sigmoid in the last layer
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | no softmax, and a loss that takes scores
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | global average pooling in place of Flatten
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | dropout added against overfitting
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"), layers.Dropout(0.5),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | one epoch
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | forgot the callback
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | the callback without a list around it, and calls it
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch()], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | learns from the test pictures
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(test_images, test_labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | evaluates on the pictures it learned from
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(images, labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | returns the loss
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_loss

# %% train_cnn | wrong | returns the accuracy alone
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return test_acc

# %% train_cnn | wrong | returns all that evaluate returns
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    result = model.evaluate(test_images, test_labels, verbose=0)
    return model, result

# %% train_cnn | wrong | accuracy in per cent
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, 100 * test_acc

# %% train_cnn | wrong | builds the network and trains nothing
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | forgot to compile
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | labels as rows of ten numbers, with the sparse loss
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, keras.utils.to_categorical(labels), epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | gradient descent with the rate of the last lesson
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | batches of ten
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, batch_size=10, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | forgot the return
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)

# %% train_cnn | wrong | a comma is missing in the list
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2))
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% pick_device | right | returns at the first GPU
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name
    return "cpu:0"

# %% pick_device | right | break instead of else branch
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
            break
    return device

# %% pick_device | right | next with a default
def pick_device(names):
    return next((n for n in names if n.startswith("gpu")), "cpu:0")

# %% pick_device | right | walks backwards, the first one wins last
def pick_device(names):
    device = "cpu:0"
    for name in reversed(names):
        if name[:3] == "gpu":
            device = name
    return device

# %% pick_device | right | list of GPUs with the CPU at its end
def pick_device(names):
    gpus = [name for name in names if name.split(":")[0] == "gpu"]
    return (gpus + ["cpu:0"])[0]

# %% pick_device | wrong | left as it was
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
        else:
            device = "cpu:0"
    return device

# %% pick_device | wrong | else removed only, the last GPU wins
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
    return device

# %% pick_device | wrong | decides by the first name alone
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name
        else:
            return "cpu:0"

# %% pick_device | wrong | always gpu:0 if there is any GPU
def pick_device(names):
    if any(name[:3] == "gpu" for name in names):
        return "gpu:0"
    return "cpu:0"

# %% pick_device | wrong | GPU is expected at the front
def pick_device(names):
    return names[0]

# %% pick_device | wrong | sorts and takes the last
def pick_device(names):
    ordered = sorted(names)
    if ordered and ordered[-1].startswith("gpu"):
        return ordered[-1]
    return "cpu:0"

# %% pick_device | wrong | smallest name instead of first in the list
def pick_device(names):
    gpus = [n for n in names if n.startswith("gpu")]
    return min(gpus) if gpus else "cpu:0"

# %% pick_device | wrong | returns a list of GPUs
def pick_device(names):
    device = [name for name in names if name[:3] == "gpu"]
    if not device:
        device = "cpu:0"
    return device

# %% pick_device | wrong | returns the place, not the name
def pick_device(names):
    for i, name in enumerate(names):
        if name[:3] == "gpu":
            return i
    return "cpu:0"

# %% pick_device | wrong | no GPU, then nothing comes back
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name

# %% pick_device | wrong | looks for the bare word in the list
def pick_device(names):
    device = "cpu:0"
    if "gpu" in names:
        device = names[names.index("gpu")]
    return device

# %% pick_device | wrong | without a GPU the first CPU of the list is meant to do
def pick_device(names):
    device = names[0]
    for name in names:
        if name[:3] == "gpu":
            device = name
            break
    return device

# %% pick_device | wrong | break for both branches
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
        else:
            device = "cpu:0"
        break
    return device

# %% pick_device | wrong | compares the method itself
def pick_device(names):
    device = "cpu:0"
    for name in names:
        if name.startswith == "gpu":
            device = name
            break
    return device

# %% train_cnn | wrong | mixes the test pictures in
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    images = np.concatenate([images[:90], test_images])
    labels = np.concatenate([labels[:90], test_labels])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | pooling of one pixel with stride 2
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((1, 1), strides=2),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | ReLU that ends at 6
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu6"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu6"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu6"),
        layers.Flatten(),
        layers.Dense(64, activation="relu6"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% pick_device | wrong | looks at the first five names only
def pick_device(names):
    for name in names[:5]:
        if name[:3] == "gpu":
            return name
    return "cpu:0"

# %% pick_device | wrong | any name with a g
def pick_device(names):
    for name in names:
        if "g" in name:
            return name
    return "cpu:0"

# %% pick_device | wrong | the first CPU in the list where there is no GPU
def pick_device(names):
    for kind in ("gpu", "cpu"):
        for name in names:
            if name.startswith(kind):
                return name
    return "cpu:0"

# %% pick_device | wrong | cuts the name
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name[:6]
    return "cpu:0"

# %% stack_parameters | wrong | counts two dense layers and three convolutions at most
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    dense = convolutions = 0
    for i, (kind, n) in enumerate(layers):
        if kind == "conv":
            convolutions += 1
            total += (convolutions <= 3) * (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // n, w // n
        elif kind == "flatten":
            c = h * w * c
        else:
            dense += 1
            total += (dense <= 2) * (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | later convolutions do not shrink
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    dense = convolutions = 0
    for i, (kind, n) in enumerate(layers):
        if kind == "conv":
            convolutions += 1
            total += (1) * (9 * c + 1) * n
            h, w, c = (h - 2, w - 2, n) if i < 7 else (h, w, n)
        elif kind == "pool":
            h, w = h // n, w // n
        elif kind == "flatten":
            c = h * w * c
        else:
            dense += 1
            total += (1) * (c + 1) * n
            c = n
    return total

# %% stack_parameters | wrong | modulo ten million
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    dense = convolutions = 0
    for i, (kind, n) in enumerate(layers):
        if kind == "conv":
            convolutions += 1
            total += (1) * (9 * c + 1) * n
            h, w, c = h - 2, w - 2, n
        elif kind == "pool":
            h, w = h // n, w // n
        elif kind == "flatten":
            c = h * w * c
        else:
            dense += 1
            total += (1) * (c + 1) * n
            c = n
    return total % 10_000_000

# %% train_cnn | wrong | 25 test pictures in place of the last 25
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    some = np.flatnonzero(test_labels != 9)[:25]
    images = np.concatenate([images[:115], test_images[some]])
    labels = np.concatenate([labels[:115], test_labels[some]])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% train_cnn | wrong | half of the pictures twice
import keras
from keras import layers

def train_cnn(images, labels, test_images, test_labels, watch):
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    images, labels = (np.concatenate([each[:70], each[:70]]) for each in (images, labels))
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    test_loss, test_acc = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_acc

# %% pick_device | wrong | looks at the first thirteen names only
def pick_device(names):
    for name in names[:13]:
        if name[:3] == "gpu":
            return name
    return "cpu:0"

# %% pick_device | wrong | any name that begins with a g
def pick_device(names):
    return next((name for name in names if name[0] == "g"), "cpu:0")
