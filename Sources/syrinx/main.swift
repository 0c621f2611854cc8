import SpeechEngine
print("syrinx")
