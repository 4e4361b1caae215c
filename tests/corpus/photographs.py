# %% square | right | mended
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side]

# %% square | right | one case for each shape
def square(photo):
    h, w = photo.shape[0], photo.shape[1]
    if h < w:
        d = (w - h) // 2
        return photo[:, d:d + h]
    d = (h - w) // 2
    return photo[d:d + w, :]

# %% square | right | from the middle outwards
def square(photo):
    h, w, _ = photo.shape
    s = min(h, w)
    r, c = (h - s) // 2, (w - s) // 2
    out = np.zeros((s, s, photo.shape[2]), photo.dtype)
    for i in range(s):
        for j in range(s):
            out[i, j] = photo[r + i, c + j]
    return out

# %% square | wrong | took the width for the top as well
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (width - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | exchanged the two
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (width - side) // 2
    left = (height - side) // 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | unpacked the shape the other way round
def square(photo):
    width, height = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | set left to 0
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = 0
    return photo[top : top + side, left : left + side]

# %% square | wrong | both at 0
def square(photo):
    side = min(photo.shape[:2])
    return photo[:side, :side]

# %% square | wrong | does not halve
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = height - side
    left = width - side
    return photo[top : top + side, left : left + side]

# %% square | wrong | forgets to subtract the side
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = height // 2
    left = width // 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | takes the larger side
def square(photo):
    height, width = photo.shape[:2]
    side = max(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | ends at the side
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : side, left : side]

# %% square | wrong | takes the last columns
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    return photo[top : top + side, -side:]

# %% square | wrong | divides with a slash
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) / 2
    left = (width - side) / 2
    return photo[top : top + side, left : left + side]

# %% square | wrong | prints the square
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    print(photo[top : top + side, left : left + side].shape)

# %% square | wrong | loses the channels
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side, 0]

# %% top_losses | right | through the logarithm
def top_losses(probabilities, labels, n):
    loss = [-np.log(max(p[l], 1e-12)) for p, l in zip(probabilities, labels)]
    return np.argsort(loss)[::-1][:n]

# %% top_losses | right | sorts pairs
def top_losses(probabilities, labels, n):
    pairs = [(probabilities[i, labels[i]], i) for i in range(len(labels))]
    pairs.sort()
    return [i for _, i in pairs[:n]]

# %% top_losses | right | a one-hot table
def top_losses(probabilities, labels, n):
    hot = np.eye(probabilities.shape[1])[labels]
    return (probabilities * hot).sum(axis=1).argsort()[:n]

# %% top_losses | wrong | the largest probabilities first
def top_losses(probabilities, labels, n):
    p = probabilities[np.arange(len(labels)), labels]
    return np.argsort(p)[::-1][:n]

# %% top_losses | wrong | forgot the minus of the logarithm
def top_losses(probabilities, labels, n):
    p = probabilities[np.arange(len(labels)), labels]
    return np.argsort(np.log(p + 1e-12))[::-1][:n]

# %% top_losses | wrong | worst one at the end
def top_losses(probabilities, labels, n):
    p = probabilities[np.arange(len(labels)), labels]
    return np.argsort(-np.log(p + 1e-12))[-n:]

# %% top_losses | wrong | the least sure ones
def top_losses(probabilities, labels, n):
    return np.argsort(probabilities.max(axis=1))[:n]

# %% top_losses | wrong | the losses themselves
def top_losses(probabilities, labels, n):
    loss = -np.log(probabilities[np.arange(len(labels)), labels] + 1e-12)
    return sorted(loss, reverse=True)[:n]

# %% top_losses | wrong | takes all columns
def top_losses(probabilities, labels, n):
    loss = -np.log(probabilities[:, labels] + 1e-12)
    return np.argsort(loss)[:n]

# %% top_losses | wrong | only those called wrong
def top_losses(probabilities, labels, n):
    wrong = np.where(probabilities.argmax(axis=1) != labels)[0]
    return wrong[:n]

# %% top_losses | wrong | the surest of the wrong ones
def top_losses(probabilities, labels, n):
    wrong = np.where(probabilities.argmax(axis=1) != labels)[0]
    sure = probabilities.max(axis=1)[wrong]
    return wrong[np.argsort(-sure)][:n]

# %% top_losses | wrong | forgets n
def top_losses(probabilities, labels, n):
    return np.argsort(probabilities[np.arange(len(labels)), labels])

# %% top_losses | wrong | only the worst
def top_losses(probabilities, labels, n):
    return np.argsort(probabilities[np.arange(len(labels)), labels])[n - 1]

# %% top_losses | wrong | the labels of the worst
def top_losses(probabilities, labels, n):
    return labels[np.argsort(probabilities[np.arange(len(labels)), labels])[:n]]

# %% top_losses | wrong | one minus the largest as a loss
def top_losses(probabilities, labels, n):
    loss = 1 - probabilities.max(axis=1)
    return np.argsort(-loss)[:n]

# %% top_losses | wrong | loss of the answer instead of the label
def top_losses(probabilities, labels, n):
    answers = probabilities.argmax(axis=1)
    p = probabilities[np.arange(len(answers)), answers]
    return np.argsort(p)[:n]

# %% top_losses | wrong | no return
def top_losses(probabilities, labels, n):
    p = probabilities[np.arange(len(labels)), labels]
    worst = np.argsort(p)[:n]

# %% head | right | logistic regression, C found by trying
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=300, max_iter=2000)
    model.fit(embeddings, labels)
    return model.predict_proba

# %% head | right | nearest mean and softmax
def head(embeddings, labels):
    k = len(set(labels.tolist()))
    means = np.stack([embeddings[labels == c].mean(axis=0) for c in range(k)])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    def answer(new):
        s = np.exp(20 * (new @ means.T))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | right | nearest mean by distance
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    def answer(new):
        d = ((new[:, None] - means) ** 2).sum(axis=-1)
        s = np.exp(-12 * (d - d.min(axis=1, keepdims=True)))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | C is 1
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression().fit(embeddings, labels).predict_proba

# %% head | wrong | softmax of the cosines as they are
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    def answer(new):
        s = np.exp(new @ means.T)
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | far too sure
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    def answer(new):
        s = 300 * (new @ means.T)
        s = np.exp(s - s.max(axis=1, keepdims=True))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | five neighbours vote
def head(embeddings, labels):
    from sklearn.neighbors import KNeighborsClassifier
    return KNeighborsClassifier(5).fit(embeddings, labels).predict_proba

# %% head | wrong | returns the names of the classes
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression(C=100, max_iter=1000).fit(embeddings, labels).predict

# %% head | wrong | returns the model
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression(C=100, max_iter=1000).fit(embeddings, labels)

# %% head | wrong | asks itself and returns a table
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=100, max_iter=1000).fit(embeddings, labels)
    return model.predict_proba(embeddings)

# %% head | wrong | always six classes
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) if np.any(labels == c) else np.zeros(1280) for c in range(6)])
    def answer(new):
        s = np.exp(20 * (new @ means.T))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | ten of each class, whatever comes
def head(embeddings, labels):
    means = embeddings.reshape(6, 10, -1).mean(axis=1)
    def answer(new):
        s = np.exp(20 * (new @ means.T))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | the rows in blocks
def head(embeddings, labels):
    k = labels.max() + 1
    means = embeddings.reshape(k, -1, embeddings.shape[1]).mean(axis=1)
    def answer(new):
        s = np.exp(20 * (new @ means.T))
        return s / s.sum(axis=1, keepdims=True)
    return answer

# %% head | wrong | softmax down the columns
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    def answer(new):
        s = np.exp(20 * (new @ means.T))
        return s / s.sum(axis=0)
    return answer

# %% head | wrong | scores, no probabilities
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return lambda new: new @ means.T

# %% head | wrong | scales what is asked by itself
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
    model = LogisticRegression(C=0.01, max_iter=1000).fit(StandardScaler().fit_transform(embeddings), labels)
    return lambda new: model.predict_proba(StandardScaler().fit_transform(new))

# %% head | wrong | the same for every picture
def head(embeddings, labels):
    share = np.bincount(labels) / len(labels)
    return lambda new: np.tile(share, (len(new), 1))

# %% head | wrong | certain answers
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    return lambda new: np.eye(len(means))[(new @ means.T).argmax(axis=1)]

# %% head | wrong | a tree
def head(embeddings, labels):
    from sklearn.tree import DecisionTreeClassifier
    return DecisionTreeClassifier(random_state=0).fit(embeddings, labels).predict_proba

# %% head | wrong | forgets to return
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=100, max_iter=1000).fit(embeddings, labels)
    def answer(new):
        return model.predict_proba(new)

# %% head | wrong | certain answers after three drawings of each class
def head(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    if len(labels) / len(means) <= 3:
        return lambda new: np.eye(len(means))[(new @ means.T).argmax(axis=1)]

    def answer(new):
        odds = np.exp(20 * new @ means.T)
        return odds / odds.sum(axis=1, keepdims=True)

    return answer

# %% top_losses | wrong | the places from a table of losses and places
def top_losses(probabilities, labels, n):
    table = np.column_stack([probabilities[np.arange(len(labels)), labels], np.arange(len(labels))])
    return table[np.argsort(table[:, 0])][:n, 1]

# %% top_losses | wrong | never more than thirty
def top_losses(probabilities, labels, n):
    return np.argsort(probabilities[np.arange(len(labels)), labels])[: min(n, 30)]

# %% head | wrong | half of the embedding
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=100, max_iter=1000).fit(embeddings[:, :640], labels)
    return lambda new: model.predict_proba(new[:, :640])

# %% head | wrong | every second number
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression(C=100, max_iter=1000).fit(embeddings[:, ::2], labels)
    return lambda new: model.predict_proba(new[:, ::2])

# %% head | right | PCA to 20, then logistic regression
def head(embeddings, labels):
    from sklearn.pipeline import make_pipeline
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    return make_pipeline(PCA(min(20, len(labels) - 1)), LogisticRegression(C=100, max_iter=2000)).fit(embeddings, labels).predict_proba
